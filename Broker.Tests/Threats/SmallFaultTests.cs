using Broker.Service.Credentials;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Threats;

/// <summary>C76: faults that are small one by one.</summary>
public class SmallFaultTests
{
    [Theory]
    [InlineData("Transfer-Encoding: chunked, chunked")]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: ,chunked")]
    [InlineData("Transfer-Encoding: identity, chunked")]
    [InlineData("Transfer-Encoding: gzip", "Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")]
    public async Task C76_Chunks_WithAFurtherCoding_AreRefusedByTheirHead(params string[] headers)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(
            new RawRequest { IsLengthAnnounced = false, IsLast = false, Headers = headers, Body = "2\r\n{}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" }, 400);
    }

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
    [InlineData(300)]
    [InlineData(305)]
    [InlineData(306)]
    [InlineData(399)]
    public async Task C76_Status_OfThreeHundredsThatSaysWhereToGo_IsRefused(int status)
    {
        await using var stage = await Stage.StartAsync(answer: context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://evil.example/v1";
            return Task.CompletedTask;
        });

        var answer = await stage.SendAsync(new RawRequest());

        Assert.Equal((502, "upstream_redirect_refused"), (answer.Status, answer.Error));
        Assert.DoesNotContain("evil", answer.ToString(), StringComparison.Ordinal);
        Stage.AssertEvent(Assert.Single(stage.Broker.Events()), 502, "upstream_redirect_refused");
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

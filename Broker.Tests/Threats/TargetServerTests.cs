namespace Broker.Tests.Threats;

/// <summary>C24: other addresses.</summary>
public class TargetServerTests
{
    [Theory]
    [InlineData("http://169.254.169.254/v1/responses", "169.254.169.254", "host_not_allowed")]
    [InlineData("http://127.0.0.1:8791/v1/responses", "127.0.0.1:8791", "path_not_allowed")]
    [InlineData("https://127.0.0.1:8791/v1/responses", "127.0.0.1:8791", "path_not_allowed")]
    public async Task C24_Target_InAbsoluteForm_IsRefused(string target, string host, string error)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Target = target, Host = host }, 403, error);
    }

    [Theory]
    [InlineData("http://169.254.169.254/v1/responses", "127.0.0.1:8791")]
    [InlineData("http://127.0.0.1:8791/v1/responses", "evil.example")]
    [InlineData("HTTP://127.0.0.1:8791/v1/responses", "127.0.0.1:8791")]
    [InlineData("ftp://127.0.0.1:8791/v1/responses", "127.0.0.1:8791")]
    [InlineData("file:///etc/passwd", "127.0.0.1:8791")]
    [InlineData("http://", "127.0.0.1:8791")]
    [InlineData("v1/responses", "127.0.0.1:8791")]
    [InlineData("*", "127.0.0.1:8791")]
    public async Task C24_Target_ThatContradictsTheHostOrIsNone_IsRefused(string target, string host)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Target = target, Host = host });

        Assert.True(answer.Status is 400 or 403 or 405);
        stage.AssertRefused(answer, answer.Status, answer.Status == 403 ? "path_not_allowed" : "bad_request");
    }

    [Theory]
    [InlineData("http://user:canary-pass@127.0.0.1:8791/v1/responses")]
    [InlineData("http://canary-pass@127.0.0.1:8791")]
    [InlineData("http://user:canary-pass@127.0.0.1:8791?q")]
    [InlineData("http://user:canary-pass@127.0.0.1:8791\\x")]
    [InlineData("ws://user:canary-pass@127.0.0.1:8791/v1/responses")]
    [InlineData("user:canary-pass@127.0.0.1:8791")]
    public async Task C24_Target_WithUserInfo_IsRefusedAndTheUserInfoIsInNoEvent(string target)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Target = target });

        Assert.True(answer.Status is 400 or 403 or 405);
        stage.AssertRefused(answer, answer.Status, answer.Status == 403 ? "path_not_allowed" : "bad_request");
        Assert.DoesNotContain("canary", Assert.Single(stage.Broker.EventLines()), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.ToString(), StringComparison.Ordinal);
    }
}

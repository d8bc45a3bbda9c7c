using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Threats;

/// <summary>C38 and C39: an upstream that sends the key elsewhere.</summary>
public class RedirectTests
{
    [Theory]
    [InlineData("http://evil.example/v1/responses")]
    [InlineData("//evil.example/v1/responses")]
    [InlineData("/v1/elsewhere")]
    [InlineData("")]
    [InlineData("not a url")]
    public async Task C38_Redirect_ToWherever_IsRefusedWithoutNamingIt(string location)
    {
        await using var stage = await Stage.StartAsync(answer: context => RedirectAsync(context, 307, location));

        var answer = await AssertRedirectRefusedAsync(stage);

        Assert.Null(answer.Header("Location"));
        Assert.DoesNotContain("evil", answer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x-api-key")]
    [InlineData("api-key")]
    public async Task C39_Redirect_WithTheKeyInAnotherHeader_IsRefusedAndNotFollowed(string header)
    {
        await using var target = await RecordingUpstream.StartAsync();
        await using var stage = await Stage.StartAsync(
            options => options with { ExtraHeaders = new Dictionary<string, string> { [header] = "azure-key" } },
            context => RedirectAsync(context, 307, $"{target.Url}/v1/responses"));

        await AssertRedirectRefusedAsync(stage);

        Assert.Equal(["azure-key"], stage.Upstream.Requests[0].Headers[header]);
        Assert.Empty(target.Requests);
    }

    [Theory]
    [InlineData(300, null)]
    [InlineData(304, "http://127.0.0.1:1/")]
    [InlineData(305, null)]
    [InlineData(306, null)]
    public async Task C38_Status_ThatNobodyFollows_PassesWithoutASecondRequest(int status, string? location)
    {
        await using var stage = await Stage.StartAsync(answer: context => RedirectAsync(context, status, location));

        var answer = await stage.SendAsync(new RawRequest());

        Assert.Equal(status, answer.Status);
        Assert.Single(stage.Upstream.Requests);
    }

    private static Task RedirectAsync(HttpContext context, int status, string? location)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    private static async Task<RawAnswer> AssertRedirectRefusedAsync(Stage stage)
    {
        var answer = await stage.SendAsync(new RawRequest());

        Assert.Equal(502, answer.Status);
        Assert.Equal("upstream_redirect_refused", answer.Error);
        Assert.Single(stage.Upstream.Requests);
        Stage.AssertEvent(Assert.Single(stage.Broker.Events()), 502, "upstream_redirect_refused");
        return answer;
    }
}

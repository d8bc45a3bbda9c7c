namespace Broker.Tests.Threats;

/// <summary>C19 to C23: spellings of a path.</summary>
public class TargetTests
{
    [Theory]
    [InlineData("/v1/chat/../responses")]
    [InlineData("/v1/%2e%2e/v1/responses")]
    [InlineData("/v1/%2E./v1/responses")]
    [InlineData("/v1/./responses")]
    [InlineData("/v1/%2e/responses")]
    [InlineData("/v1/responses/.")]
    [InlineData("/v1/responses/../responses")]
    [InlineData("/v1/files/..%2fresponses")]
    [InlineData("/v1/..;/v1/responses")]
    public async Task C19_Target_WithDotSegments_IsRefused(string target) => await AssertNotAllowedAsync(target);

    [Theory]
    [InlineData("/v1%2Fresponses")]
    [InlineData("/v1%2fresponses")]
    [InlineData("/v1%252Fresponses")]
    [InlineData("/v1%5Cresponses")]
    [InlineData("%2Fv1/responses", true)]
    public async Task C20_Target_WithAnEncodedSlash_IsRefused(string target, bool byServer = false) => await AssertNotAllowedAsync(target, byServer);

    [Theory]
    [InlineData("/v1/r%65sponses")]
    [InlineData("/V1/Responses")]
    [InlineData("/v1/responses/")]
    [InlineData("//v1/responses")]
    [InlineData("/v1//responses")]
    [InlineData("/v1/responses%20")]
    [InlineData("/v1/responses.")]
    [InlineData("/v1/responses%2")]
    [InlineData("/v1/responses%zz")]
    [InlineData("/v1/responses%c0%af")]
    public async Task C21_Target_SpeltOtherwise_IsRefused(string target) => await AssertNotAllowedAsync(target);

    [Theory]
    [InlineData("/v1/responses;x=1")]
    [InlineData("/v1;x/responses")]
    [InlineData("/v1/responses#x")]
    [InlineData("/v1/responses#")]
    [InlineData("/v1\\responses")]
    [InlineData("\\v1\\responses", true)]
    [InlineData("/v1/responses%00", true)]
    [InlineData("/v1/responses\0", true)]
    [InlineData("/v1/responses%0d%0aX-Evil:%20y")]
    [InlineData("/v1/responses\u00e9", true)]
    public async Task C22_Target_WithParameterFragmentBackslashOrNul_IsRefused(string target, bool byServer = false) => await AssertNotAllowedAsync(target, byServer);

    [Theory]
    [InlineData("/v1/responses?api-version=1&key=x")]
    [InlineData("/v1/responses?")]
    [InlineData("/v1/responses??")]
    [InlineData("/v1/responses?/../../v1/files")]
    public async Task C23_Target_WithAQuery_IsRefusedAndTheQueryIsInNoEvent(string target)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.AssertRefusedAsync(new RawRequest { Target = target }, 403, "path_not_allowed");

        Assert.Equal("/v1/responses", Assert.Single(stage.Broker.Events()).GetProperty("path").GetString());
        Assert.DoesNotContain("api-version", answer.Body, StringComparison.Ordinal);
    }

    private static async Task AssertNotAllowedAsync(string target, bool byServer = false)
    {
        await using var stage = await Stage.StartAsync();

        if (byServer)
        {
            await stage.AssertRefusedByServerAsync(new RawRequest { Target = target }, 400);
            return;
        }

        var answer = await stage.AssertRefusedAsync(new RawRequest { Target = target }, 403, "path_not_allowed");
        Assert.Contains("\"path\"", answer.Body, StringComparison.Ordinal);
    }
}

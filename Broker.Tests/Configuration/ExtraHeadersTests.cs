namespace Broker.Tests.Configuration;

public sealed class ExtraHeadersTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> RefusedNames =>
    [
        "Authorization", "authorization", "Host", "Connection", "Keep-Alive", "Proxy-Authorization", "proxy-connection", "TE", "Trailer",
        "Transfer-Encoding",
        "Upgrade", "Content-Length", "Expect", "Accept-Encoding", "X-Broker-Token", "", "X Name", "X-Name:", "X-Näme", "X-Name\\r\\nX-Evil",
    ];

    public static TheoryData<string> RefusedValues =>
    [
        "\"canary\\r\\nX-Evil: 1\"", "\"canary\\t\"", "\"canary\\u0000\"", "\"canary-ö\"", "\" canary\"", "\"canary \"", "[\"canary\"]",
        "1", "null",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("OpenAI-Organization", "org-1")]
    [InlineData("api-key", "k")]
    [InlineData("x-api-key", "k")]
    [InlineData("X-Empty", "")]
    [InlineData("x!#$%&'*+.^_`|~", "two words")]
    public void ExtraHeader_WellFormed_IsTaken(string name, string value) =>
        Assert.Equal(value, _folder.Options(ConfigurationFolder.With("extra_headers", $"{{\"{name}\":\"{value}\"}}")).ExtraHeaders[name.ToUpperInvariant()]);

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void ExtraHeader_NameRefused_IsNamedWithoutItsValue(string name) => Assert.StartsWith(
        "extra_headers.", _folder.Problem(ConfigurationFolder.With("extra_headers", $"{{\"{name}\":\"canary\"}}")).Key, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(RefusedValues))]
    public void ExtraHeader_ValueRefused_IsNotShown(string value) =>
        Assert.Equal("extra_headers.X-Name", _folder.Problem(ConfigurationFolder.With("extra_headers", $"{{\"X-Name\":{value}}}")).Key);

    [Fact]
    public void ExtraHeaders_NamesThatDifferInCaseOnly_AreAnError() => Assert.StartsWith(
        "extra_headers", _folder.Problem(ConfigurationFolder.With("extra_headers", """{"X-Name":"1","x-name":"2"}""")).Key, StringComparison.Ordinal);

    [Fact]
    public void ExtraHeader_RefusedInAVariable_NamesItWithoutItsValue() => Assert.Equal(
        "environment variable Broker__extra_headers__Authorization",
        _folder.Problem(ConfigurationFolder.Valid, ("Broker__extra_headers__Authorization", "Bearer canary")).Origin.Text);
}

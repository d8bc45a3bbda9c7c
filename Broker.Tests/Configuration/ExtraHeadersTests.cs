using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

public sealed class ExtraHeadersTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("OpenAI-Organization", "org-1")]
    [InlineData("api-key", "k")]
    [InlineData("x-api-key", "k")]
    [InlineData("X-Empty", "")]
    [InlineData("x!#$%&'*+.^_`|~", "two words")]
    public void ExtraHeader_WellFormed_IsTaken(string name, string value)
    {
        var headers = _folder.Options(ConfigurationFolder.With("extra_headers", $"{{\"{name}\":\"{value}\"}}")).ExtraHeaders;

        Assert.Equal(value, headers[name.ToUpperInvariant()]);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("authorization")]
    [InlineData("Host")]
    [InlineData("Connection")]
    [InlineData("Keep-Alive")]
    [InlineData("Proxy-Authorization")]
    [InlineData("proxy-connection")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    [InlineData("Content-Length")]
    [InlineData("Expect")]
    [InlineData("Accept-Encoding")]
    [InlineData("X-Broker-Token")]
    [InlineData("")]
    [InlineData("X Name")]
    [InlineData("X-Name:")]
    [InlineData("X-Näme")]
    [InlineData("X-Name\\r\\nX-Evil")]
    public void ExtraHeader_NameRefused_ShowsNoValue(string name)
    {
        var json = ConfigurationFolder.With("extra_headers", $"{{\"{name}\":\"canary\"}}");
        var failed = Assert.IsType<ConfigurationResult.Failed>(_folder.Load(json));

        Assert.StartsWith("extra_headers.", Assert.Single(failed.Problems).Key, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", ConfigurationFolder.Printed(failed), StringComparison.Ordinal);
        Assert.Equal(3, ConfigurationFolder.Printed(failed).TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("\"canary\\r\\nX-Evil: 1\"")]
    [InlineData("\"canary\\t\"")]
    [InlineData("\"canary\\u0000\"")]
    [InlineData("\"canary-ö\"")]
    [InlineData("\" canary\"")]
    [InlineData("\"canary \"")]
    [InlineData("[\"canary\"]")]
    [InlineData("1")]
    [InlineData("null")]
    public void ExtraHeader_ValueRefused_IsNotShown(string value)
    {
        var failed = Assert.IsType<ConfigurationResult.Failed>(_folder.Load(ConfigurationFolder.With("extra_headers", $"{{\"X-Name\":{value}}}")));

        Assert.Equal("extra_headers.X-Name", Assert.Single(failed.Problems).Key);
        Assert.DoesNotContain("canary", ConfigurationFolder.Printed(failed), StringComparison.Ordinal);
    }

    [Fact]
    public void ExtraHeaders_NamesThatDifferInCaseOnly_AreAnError() =>
        Assert.Contains(
            "differs in case only",
            _folder.Problem(ConfigurationFolder.With("extra_headers", """{"X-Name":"1","x-name":"2"}""")).Remedy,
            StringComparison.Ordinal);

    [Fact]
    public void ExtraHeader_RefusedInAVariable_NamesItWithoutItsValue()
    {
        var problem = _folder.Problem(ConfigurationFolder.Valid().ToJsonString(), ("Broker__extra_headers__Authorization", "Bearer canary"));

        Assert.Equal("environment variable Broker__extra_headers__Authorization", problem.Origin.Text);
        Assert.DoesNotContain("canary", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ExtraHeader_NamedLikeTheKindOfASecret_IsMergedLikeAnyOther()
    {
        var headers = _folder.Options(ConfigurationFolder.With("extra_headers", """{"X-A":"1"}"""), ("Broker__extra_headers__kind", "2")).ExtraHeaders;

        Assert.Equal(2, headers.Count);
    }
}

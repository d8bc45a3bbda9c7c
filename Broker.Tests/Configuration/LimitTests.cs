namespace Broker.Tests.Configuration;

public sealed class LimitTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1073741824", 1_073_741_824)]
    public void MaxRequestBytes_InRange_IsTaken(string json, int expected) =>
        Assert.Equal(expected, _folder.Options(ConfigurationFolder.With("max_request_bytes", json)).MaxRequestBytes);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1073741825")]
    [InlineData("9999999999")]
    [InlineData("1.5")]
    public void MaxRequestBytes_OutOfRange_IsAnError(string json)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("max_request_bytes", json));

        Assert.Equal(("max_request_bytes", json), (problem.Key, problem.Value));
        Assert.Contains("1 GiB", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", 30_000)]
    [InlineData("0.5", 500)]
    [InlineData("0.001", 1)]
    [InlineData("1e1", 10_000)]
    [InlineData("86400", 86_400_000)]
    public void UpstreamTimeout_InRange_IsTaken(string json, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), _folder.Options(ConfigurationFolder.With("upstream_timeout_seconds", json)).UpstreamTimeout);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.0001")]
    [InlineData("86401")]
    public void UpstreamTimeout_OutOfRange_IsAnError(string json)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("upstream_timeout_seconds", json));

        Assert.Equal(("upstream_timeout_seconds", json), (problem.Key, problem.Value));
        Assert.Contains("86400", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("1e-400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("123456789012345678901234567890123456789")]
    public void UpstreamTimeout_NumberOfAbsurdSize_IsAnError(string json) =>
        Assert.Equal(
            "upstream_timeout_seconds",
            _folder.Problem($$"""{"upstream_base_url":"https://a.example","allowed_paths":["/v1"],"upstream_timeout_seconds":{{json}}}""").Key);
}

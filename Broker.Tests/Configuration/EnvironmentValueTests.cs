using System.Globalization;

namespace Broker.Tests.Configuration;

public sealed class EnvironmentValueTests : IDisposable
{
    private static readonly string Valid = ConfigurationFolder.Valid().ToJsonString();

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Broker__listen_port", " 1")]
    [InlineData("Broker__listen_port", "1 ")]
    [InlineData("Broker__listen_port", "1,000")]
    [InlineData("Broker__listen_port", "0x10")]
    [InlineData("Broker__listen_port", "")]
    [InlineData("Broker__listen_port", "8791.0")]
    [InlineData("Broker__upstream_timeout_seconds", "1,5")]
    [InlineData("Broker__upstream_timeout_seconds", "NaN")]
    [InlineData("Broker__upstream_timeout_seconds", "Infinity")]
    [InlineData("Broker__upstream_timeout_seconds", "30s")]
    [InlineData("Broker__allow_remote", "yes")]
    [InlineData("Broker__allow_remote", "1")]
    [InlineData("Broker__allow_remote", " true")]
    [InlineData("Broker__mode", "Proxy")]
    [InlineData("Broker__mode", "")]
    public void Environment_ValueNotStrictlyRight_NamesKeyValueAndVariable(string name, string value)
    {
        var problem = _folder.Problem(Valid, (name, value));

        Assert.Equal(name["Broker__".Length..], problem.Key);
        Assert.Equal($"\"{value}\"", problem.Value);
        Assert.Equal($"environment variable {name}", problem.Origin.Text);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Environment_UnderAnotherCulture_ReadsTheSame(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new(culture);

            var options = _folder.Options(Valid, ("BROKER__UPSTREAM_TIMEOUT_SECONDS", "1.5"), ("BROKER__LISTEN_PORT", "9"));

            Assert.Equal((TimeSpan.FromSeconds(1.5), 9), (options.UpstreamTimeout, options.ListenPort));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

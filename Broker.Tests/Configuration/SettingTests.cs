using System.Globalization;

namespace Broker.Tests.Configuration;

/// <summary>The table of section 2: which values each key takes, and that every other is refused with its key, its value and its origin.</summary>
public sealed class SettingTests : IDisposable
{
    private static readonly (string Key, string[] Values)[] Others =
    [
        ("listen_host", ["8791"]),
        ("listen_port", ["-1", "65536", "99999999999999999999999", "1e400", "\"8791\"", "87.5", "null"]),
        ("allow_remote", ["\"true\"", "1"]),
        ("mode", ["true", "\"Proxy\"", "\"\""]),
        ("allowed_paths", ["\"/v1/responses\""]),
        ("client_token_env", ["null"]),
        ("max_request_bytes", ["0", "-1", "1073741825", "9999999999", "1.5", "\"1\"", "1e3"]),
        ("max_buffered_bytes", ["0", "1099511627777", "262143"]),
        ("upstream_timeout_seconds", ["0", "-1", "0.0001", "86401", "\"30\"", "1e400", "1e-400", "1e99999999999999999999", "123456789012345678901234567890123456789"]),
        ("events_max_bytes", ["-1", "1", "4095", "1073741825", "\"big\""]),
        ("events_keep", ["0", "1001"]),
        ("events_chain", ["\"yes\""]),
    ];

    private static readonly (string Variable, string[] Values)[] OtherVariables =
    [
        ("Broker__listen_port", [" 1", "1 ", "1,000", "0x10", "", "8791.0"]),
        ("Broker__upstream_timeout_seconds", ["1,5", "NaN", "Infinity", "30s"]),
        ("Broker__allow_remote", ["yes", "1", " true"]),
        ("Broker__mode", ["Proxy", ""]),
    ];

    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string, string, string> Taken =>
    [
        ("listen_port", "0", "0"), ("listen_port", "65535", "65535"), ("mode", "\"dry_run\"", "dry_run"), ("events_chain", "true", "true"),
        ("max_request_bytes", "1", "1"), ("max_request_bytes", "1073741824", "1073741824"), ("max_buffered_bytes", "262144", "262144"),
        ("upstream_timeout_seconds", "30", "30"), ("upstream_timeout_seconds", "0.5", "0.5"),
        ("upstream_timeout_seconds", "0.001", "0.001"),
        ("upstream_timeout_seconds", "1e1", "10"), ("upstream_timeout_seconds", "86400", "86400"),
        ("events_max_bytes", "0", "0"), ("events_max_bytes", "4096", "4096"), ("events_max_bytes", "1073741824", "1073741824"),
        ("events_keep", "1000", "1000"),
    ];

    public static TheoryData<string, string> Refused => [.. Others.SelectMany(row => row.Values.Select(value => (row.Key, value)))];

    public static TheoryData<string, string> RefusedVariables => [.. OtherVariables.SelectMany(row => row.Values.Select(value => (row.Variable, value)))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Taken))]
    public void Key_WithAValueOfItsRange_IsInEffect(string key, string json, string effective) =>
        Assert.Equal(effective, _folder.Loaded(ConfigurationFolder.With(key, json)).Effective.Single(setting => setting.Key == key).Value);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Key_WithAnyOtherValue_IsRefusedWithKeyAndValue(string key, string json)
    {
        var problem = _folder.Problem(ConfigurationFolder.With(key, json));
        Assert.Equal((key, json, "file"), (problem.Key, problem.Value, problem.Origin.Text));
        Assert.NotEmpty(problem.Remedy);
    }

    [Theory]
    [InlineData("mode", "[]")]
    [InlineData("upstream_base_url", "1")]
    [InlineData("allowed_paths", "{}")]
    [InlineData("secret_source", "\"sk-canary\"")]
    [InlineData("secret_source", "[1]")]
    [InlineData("extra_headers", "[]")]
    [InlineData("extra_headers", "\"X-Key: sk-canary\"")]
    [InlineData("events_path", "{}")]
    public void Key_WithAValueThatMayBeLongOrSecret_IsRefusedWithItsKindAlone(string key, string json)
    {
        var problem = _folder.Problem(ConfigurationFolder.With(key, json));
        Assert.Equal(key, problem.Key);
        Assert.NotEqual(json, problem.Value);
    }

    [Theory]
    [MemberData(nameof(RefusedVariables))]
    public void Variable_WithAnyOtherValue_IsRefusedWithKeyValueAndVariable(string name, string value)
    {
        var problem = _folder.Problem(ConfigurationFolder.Valid, (name, value));
        Assert.Equal(
            (name["Broker__".Length..], $"\"{value}\"", $"environment variable {name}"), (problem.Key, problem.Value, problem.Origin.Text));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Variables_UnderAnotherCulture_ReadTheSame(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new(culture);
            var options = _folder.Options(ConfigurationFolder.Valid, ("BROKER__UPSTREAM_TIMEOUT_SECONDS", "1.5"), ("BROKER__LISTEN_PORT", "9"));
            Assert.Equal((TimeSpan.FromSeconds(1.5), 9), (options.UpstreamTimeout, options.ListenPort));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void EventsKeep_WithoutALimit_IsWarnedOf() =>
        Assert.Contains(
            "events_max_bytes",
            Assert.Single(_folder.Loaded(ConfigurationFolder.With("events_keep", "3")).Warnings),
            StringComparison.Ordinal);

    [Fact]
    public void ProxyMode_C45_WithoutASecret_IsWarnedOf() => Assert.Single(_folder.Loaded(ConfigurationFolder.With("mode", "\"proxy\"")).Warnings);
}

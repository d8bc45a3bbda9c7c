using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Configuration;

/// <summary><c>check-config</c>: every setting in effect with its origin, or every problem, and no secret.</summary>
public sealed class CheckConfigTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CheckConfig_Valid_PrintsEverySettingAndItsOriginAligned()
    {
        var (code, output, error) = Run(
            Canaries.In("""
            {
              "listen_port": 0,
              "upstream_base_url": "https://api.openai.example/",
              "allowed_paths": ["/v1/responses", "GET /v1/models"],
              "client_token_env": "TOKEN",
              "secret_source": { "kind": "command", "argv": ["op", "read", "op://canary"] },
              "extra_headers": { "X-Name": "sk-provider-key-0123456789" },
              "events_path": "e.jsonl"
            }
            """),
            null,
            ("TOKEN", RunningBroker.Token),
            ("BROKER__MAX_REQUEST_BYTES", "1024"));

        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.Equal(
            [
                "listen_host 127.0.0.1 default",
                "listen_port 0 file",
                "allow_remote false default",
                "mode dry_run default",
                "upstream_base_url https://api.openai.example file",
                "allowed_paths /v1/responses, GET /v1/models file",
                "client_token_env TOKEN (set) file",
                "secret_source command:op read file",
                "max_request_bytes 1024 environment variable BROKER__MAX_REQUEST_BYTES",
                "upstream_timeout_seconds 30 default",
                "extra_headers X-Name: *** file",
                "max_buffered_bytes 536870912 default",
                $"events_path {Path.Combine(_folder.Folder, "e.jsonl")} file",
                "events_max_bytes 0 default",
                "events_keep 5 default",
                "events_chain false default",
            ],
            // How many connections there may be is the system's affair, see OpenFilesTests.
            Lines(output).Skip(1).Select(Squeezed).Where(line => !line.StartsWith("connections ", StringComparison.Ordinal)));
        Assert.Single(Lines(output)[1..4].Select(line => line.LastIndexOf(' ')).Distinct());
    }

    [Fact]
    public void CheckConfig_WithUrls_PrintsThemAndTheirOrigin()
    {
        var (_, output, _) = Run(ConfigurationFolder.Valid, "http://127.0.0.1:1;http://[::1]:2");
        var line = Lines(output).Select(Squeezed).Single(line => line.StartsWith("urls ", StringComparison.Ordinal));
        Assert.StartsWith("urls http://127.0.0.1:1;http://[::1]:2 ", line, StringComparison.Ordinal);
        Assert.EndsWith(" command line", line, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckConfig_WithWarnings_PrintsThemOnStderrAndSucceeds()
    {
        var (code, _, error) = Run(ConfigurationFolder.With("mode", "\"proxy\""), null);
        Assert.Equal(ExitCode.Success, code);
        Assert.StartsWith("Warning: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckConfig_Invalid_PrintsEachProblemAndItsRemedyOnStderrAndFails()
    {
        var (code, output, error) = Run(ConfigurationFolder.With("listen_prt", "1"), null, ("Broker__listen_port", "70000"), ("Broker__modus", "1"));
        Assert.Equal((ExitCode.BadConfiguration, ""), (code, output));
        var lines = Lines(error);
        Assert.Equal(7, lines.Length);
        Assert.Equal(
            ["  Broker__modus", "  listen_prt (file)", "  listen_port = \"70000\" (environment variable Broker__listen_port)"],
            lines.Where((_, i) => i % 2 == 1));
        Assert.All(lines.Where((_, i) => i > 0 && i % 2 == 0), remedy => Assert.Matches("^    [A-Z]", remedy));
    }

    [Fact]
    public void CheckConfig_ThousandsOfUnknownKeys_AreCountedNotListed()
    {
        var (_, _, error) = Run($"{{{string.Join(',', Enumerable.Range(0, 5000).Select(number => $"\"k{number}\":1"))}}}", null);
        Assert.Contains(" 5002 ", error, StringComparison.Ordinal);
        Assert.True(error.Split('\n').Length < 300);
    }

    [Fact]
    public void CheckConfig_KeysThatSteerATerminal_ArePrintedHarmlessly()
    {
        var (_, _, error) = Run(ConfigurationFolder.With("\u001b[2Jmode\u202e\n", "1"), null);
        Assert.Contains("\\u001b[2Jmode\\u202e\\u000a", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error);
    }

    private (int Code, string Output, string Error) Run(string json, string? urls, params (string Name, string Value)[] variables)
    {
        _folder.Load(json);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CheckConfigCommand.Run(new(_folder.File, urls), new TestEnvironment(variables), output, error);
        LeakOracle.OfThisRun.See("check-config", $"{output}{error}");
        return (code, output.ToString(), error.ToString());
    }

    private static string[] Lines(string text) => text.TrimEnd().Split(Environment.NewLine);

    private static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

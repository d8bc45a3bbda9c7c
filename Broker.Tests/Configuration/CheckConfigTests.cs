using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Configuration;

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

        Assert.Equal(
            [
                $"The configuration {_folder.File} is valid. In effect:",
                "  listen_host 127.0.0.1 default",
                "  listen_port 0 file",
                "  allow_remote false default",
                "  mode dry_run default",
                "  upstream_base_url https://api.openai.example file",
                "  allowed_paths /v1/responses, GET /v1/models file",
                "  client_token_env TOKEN (set) file",
                "  secret_source command:op read file",
                "  max_request_bytes 1024 environment variable BROKER__MAX_REQUEST_BYTES",
                "  upstream_timeout_seconds 30 default",
                "  extra_headers X-Name: *** file",
                "  max_buffered_bytes 536870912 default",
                $"  events_path {Path.Combine(_folder.Folder, "e.jsonl")} file",
                "  events_max_bytes 0 default",
                "  events_keep 5 default",
                "  events_chain false default",
            ],
            // How many connections there may be is the system's affair, see OpenFilesTests.
            output.TrimEnd().Split(Environment.NewLine).Select(Squeezed).Where(line => !line.StartsWith("  connections ", StringComparison.Ordinal)));
        Assert.Single(output.TrimEnd().Split(Environment.NewLine)[1..4].Select(line => line.LastIndexOf(' ')).Distinct());
        Assert.Equal((ExitCode.Success, ""), (code, error));
    }

    [Fact]
    public void CheckConfig_WithUrls_PrintsThemAndWhatTheyReplace()
    {
        var (_, output, _) = Run(ConfigurationFolder.Valid().ToJsonString(), "http://127.0.0.1:1;http://[::1]:2");

        Assert.Contains(
            "  urls http://127.0.0.1:1;http://[::1]:2 (instead of listen_host and listen_port) command line",
            output.Split(Environment.NewLine).Select(Squeezed));
    }

    [Fact]
    public void CheckConfig_WithWarnings_PrintsThemOnStderrAndSucceeds()
    {
        var (code, _, error) = Run(ConfigurationFolder.With("mode", "\"proxy\""), null);

        Assert.Equal(ExitCode.Success, code);
        Assert.StartsWith("Warning: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckConfig_Invalid_PrintsAllProblemsOnStderrAndFails()
    {
        var (code, output, error) = Run(ConfigurationFolder.With("listen_prt", "1"), null, ("Broker__listen_port", "70000"), ("Broker__modus", "1"));

        Assert.Equal((ExitCode.BadConfiguration, ""), (code, output));
        Assert.Equal(
            [
                $"Cannot use the configuration {_folder.File}: 3 problems.",
                "  Broker__modus",
                "    There is no such key. The nearest known one is Broker__mode.",
                "  listen_prt (file)",
                "    There is no such key. The nearest known one is listen_port.",
                "  listen_port = \"70000\" (environment variable Broker__listen_port)",
                "    Give a whole number from 0 to 65535; 0 takes any free port.",
            ],
            error.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public void CheckConfig_ThousandsOfUnknownKeys_AreCountedNotListed()
    {
        var (_, _, error) = Run($"{{{string.Join(',', Enumerable.Range(0, 5000).Select(number => $"\"k{number}\":1"))}}}", null);

        Assert.Contains("5002 problems", error, StringComparison.Ordinal);
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
        var code = CheckConfigCommand.Run(new(_folder.File, urls), new VariableSet(variables), output, error);
        LeakOracle.OfThisRun.See("check-config", $"{output}{error}");
        return (code, output.ToString(), error.ToString());
    }

    private static string Squeezed(string line) => $"{line[..(line.Length - line.TrimStart().Length)]}{string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))}";
}

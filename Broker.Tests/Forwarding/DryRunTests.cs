using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Forwarding;

/// <summary>Section 4: the dry run's answer, to the byte.</summary>
public class DryRunTests(SharedDryRun shared) : IClassFixture<SharedDryRun>
{
    private readonly RunningBroker _broker = shared.Begin().Broker;

    /// <summary>A body, one character for each byte, and how the answer shows it.</summary>
    public static TheoryData<string, string> Bodies =>
    [
        ("", "{}"), ("{}", "{}"), (" { } ", "{}"), ("[ ]", "[]"), ("null", "null"), ("\"x\"", "\"x\""), ("1.50e+3", "1.50e+3"),
        ("{\"a\":[]}", "{\n    \"a\": []\n  }"),
        ("{\"a\":{},\"b\":[{},[1,2]]}", "{\n    \"a\": {},\n    \"b\": [\n      {},\n      [\n        1,\n        2\n      ]\n    ]\n  }"),
        ("{\"a\":1,\"a\":2}", "{\n    \"a\": 1,\n    \"a\": 2\n  }"),
        ("[12345678901234567890123,1E400,-0]", "[\n    12345678901234567890123,\n    1E400,\n    -0\n  ]"),
        ("[\"<>'+&/\\/\\u003c\"]", "[\n    \"<>'+&/\\/\\u003c\"\n  ]"),
        ("[\"\\ud800\",\"\\uD83D\\uDE00\"]", "[\n    \"\\ud800\",\n    \"\\uD83D\\uDE00\"\n  ]"),
        ("{\"\\ud800\":\"\u00c3\u00a9\u00f0\u009f\u0098\u0080\"}", "{\n    \"\\ud800\": \"\u00c3\u00a9\u00f0\u009f\u0098\u0080\"\n  }"),
        ("[\"a\\n\\t\\\"\\u2028\"]", "[\n    \"a\\n\\t\\\"\\u2028\"\n  ]"),
    ];

    public static TheoryData<string, string[], string, bool> Sources =>
    [
        ("none", [], "none", false), ("env", ["OPENAI_API_KEY"], "env:OPENAI_API_KEY", true),
        ("command", ["op", "read", "op://Private/OpenAI/api key"], "command:op read", true),
        ("command", ["get-key"], "command:get-key", true),
    ];

    [Fact]
    public async Task DryRun_OfTheLabsRequest_AnswersAndLogsAsThePageShows()
    {
        var answer = await WrittenRequest.SendAsync(
            _broker, "POST /v1/responses", """{"prompt":"hello"}""", "Content-Type: application/json");

        Assert.Equal((200, "application/json", "no-store"), (answer.Status, answer.Header("Content-Type"), answer.Header("Cache-Control")));
        Assert.Equal(
            """
            {
              "ok": true,
              "mode": "dry_run",
              "forward": {
                "url": "https://api.openai.example/v1/responses",
                "path": "/v1/responses",
                "secret_source": "none",
                "would_attach_bearer_token": false
              },
              "request": {
                "prompt": "hello"
              }
            }
            """.ReplaceLineEndings("\n"),
            answer.Body);
        Assert.Matches(
            """^\{"time":"[0-9TZ:-]{20}","kind":"request","path":"/v1/responses","ok":true,"status":200,"mode":"dry_run"\}$""", Assert.Single(_broker.EventLines()));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task DryRun_OfAnyBody_ShowsItReindentedAndOtherwiseAsWritten(string body, string shown) =>
        Assert.EndsWith(
            $"\n  \"request\": {shown}\n}}",
            (await WrittenRequest.SendAsync(_broker, "POST /v1/responses", body)).Body,
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task DryRun_WithAnySecretSource_ShowsItsLabelAndFetchesNothing(string kind, string[] words, string label, bool attached)
    {
        var source = kind switch
        {
            "none" => new SecretSourceOptions(),
            "env" => new SecretSourceOptions { Kind = SecretSourceKind.Env, Name = words[0] },
            _ => new SecretSourceOptions { Kind = SecretSourceKind.Command, Argv = words },
        };
        var secrets = new CountingSecrets();
        await using var broker = await RunningBroker.StartAsync(
            options => options with { SecretSource = source }, customize: services => services.AddSingleton<SecretResolverFactory>(_ => secrets));

        var forward = (await WrittenRequest.SendAsync(broker, "POST /v1/responses")).Json().GetProperty("forward");

        Assert.Equal(
            (label, attached),
            (forward.GetProperty("secret_source").GetString(), forward.GetProperty("would_attach_bearer_token").GetBoolean()));
        Assert.Equal(label, (await WrittenRequest.SendAsync(broker, "GET /healthz")).Json().GetProperty("secret_source").GetString());
        Assert.Equal(0, secrets.Fetches);
    }

    [Fact]
    public async Task DryRun_OfAGetEntry_DescribesItWithAnEmptyObject()
    {
        await using var broker = await RunningBroker.StartAsync(options => options with
        {
            UpstreamBaseUrl = "https://gateway.example/openai",
            AllowedPaths = [RunningBroker.Entry("GET", "/v1/models")],
        });

        var json = (await WrittenRequest.SendAsync(broker, "GET /v1/models")).Json();

        Assert.Equal("https://gateway.example/openai/v1/models", json.GetProperty("forward").GetProperty("url").GetString());
        Assert.Equal("{}", json.GetProperty("request").GetRawText());
        EventAssert.Single(broker, "/v1/models", ok: true, 200, mode: "dry_run");
    }
}

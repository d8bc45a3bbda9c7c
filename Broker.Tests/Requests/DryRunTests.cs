using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Requests;

/// <summary>Section 4: the dry run's answer, to the byte.</summary>
public class DryRunTests
{
    [Fact]
    public async Task DryRun_OfTheLabsRequest_AnswersAndLogsAsThePageShows()
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", """{"prompt":"hello"}""", "Content-Type: application/json");

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
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
        var line = Assert.Single(broker.EventLines());
        Assert.Matches("""^\{"time":"[0-9TZ:-]{20}","kind":"request","path":"/v1/responses","ok":true,"status":200,"mode":"dry_run"\}$""", line);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("{}", "{}")]
    [InlineData(" { } ", "{}")]
    [InlineData("[ ]", "[]")]
    [InlineData("null", "null")]
    [InlineData("\"x\"", "\"x\"")]
    [InlineData("1.50e+3", "1.50e+3")]
    [InlineData("{\"a\":[]}", "{\n    \"a\": []\n  }")]
    [InlineData("{\"a\":{},\"b\":[{},[1,2]]}", "{\n    \"a\": {},\n    \"b\": [\n      {},\n      [\n        1,\n        2\n      ]\n    ]\n  }")]
    [InlineData("{\"a\":1,\"a\":2}", "{\n    \"a\": 1,\n    \"a\": 2\n  }")]
    [InlineData("[12345678901234567890123,1E400,-0]", "[\n    12345678901234567890123,\n    1E400,\n    -0\n  ]")]
    [InlineData("[\"<>'+&/\\/\\u003c\"]", "[\n    \"<>'+&/\\/\\u003c\"\n  ]")]
    [InlineData("[\"\\ud800\",\"\\uD83D\\uDE00\"]", "[\n    \"\\ud800\",\n    \"\\uD83D\\uDE00\"\n  ]")]
    [InlineData("{\"\\ud800\":\"\u00c3\u00a9\u00f0\u009f\u0098\u0080\"}", "{\n    \"\\ud800\": \"\u00c3\u00a9\u00f0\u009f\u0098\u0080\"\n  }")]
    [InlineData("[\"a\\n\\t\\\"\\u2028\"]", "[\n    \"a\\n\\t\\\"\\u2028\"\n  ]")]
    public async Task DryRun_OfAnyBody_ShowsItReindentedAndOtherwiseAsWritten(string body, string shown)
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", body);

        Assert.Equal(200, answer.Status);
        var request = answer.Body[(answer.Body.IndexOf("\"request\": ", StringComparison.Ordinal) + "\"request\": ".Length)..];
        Assert.Equal(shown + "\n}", request);
    }

    public static TheoryData<string, string[], string, bool> Sources => new()
    {
        { "none", [], "none", false },
        { "env", ["OPENAI_API_KEY"], "env:OPENAI_API_KEY", true },
        { "command", ["op", "read", "op://Private/OpenAI/api key"], "command:op read", true },
        { "command", ["get-key"], "command:get-key", true },
    };

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
        var secrets = new UntouchableSecrets();
        await using var broker = await RunningBroker.StartAsync(
            options => options with { SecretSource = source }, customize: services => services.AddSingleton<SecretResolverFactory>(_ => secrets));

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses");

        var forward = answer.Json().GetProperty("forward");
        Assert.Equal(label, forward.GetProperty("secret_source").GetString());
        Assert.Equal(attached, forward.GetProperty("would_attach_bearer_token").GetBoolean());
        Assert.Equal(["url", "path", "secret_source", "would_attach_bearer_token"], EventAssert.Keys(forward));
        Assert.Equal(label, (await WrittenRequest.SendAsync(broker, "GET /healthz")).Json().GetProperty("secret_source").GetString());
        Assert.Equal(0, secrets.Asked);
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

    [Fact]
    public async Task DryRun_WithATokenConfigured_AsksForIt()
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { ClientTokenEnv = "BROKER_CLIENT_TOKEN" });

        Assert.Equal(401, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}")).Status);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"api-key: {RunningBroker.Token}")).Status);
    }

    /// <summary>Counts who asks it for a key.</summary>
    private sealed class UntouchableSecrets : ISecretResolver
    {
        public int Asked { get; private set; }

        public string Label => "untouchable";

        public ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return ValueTask.FromResult<SecretResult>(new SecretResult.Unavailable("untouchable"));
        }

        public void Invalidate(Secret rejected)
        {
        }
    }
}

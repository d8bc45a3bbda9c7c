using System.Diagnostics;
using Broker.Service.Telemetry.GenAI;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Telemetry;

/// <summary>A forwarded model call by the OpenTelemetry conventions for generative AI.</summary>
public sealed class ModelCallTests(SharedMock provider) : IClassFixture<SharedMock>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""", "chat", "stop")]
    [InlineData("/v1/chat/completions", """{"model":"gpt-4o-mini","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hello"}]}""", "chat", "stop")]
    [InlineData("/v1/responses", """{"model":"gpt-4o-mini","input":"hello"}""", "chat", "completed")]
    [InlineData("/v1/responses", """{"model":"gpt-4o-mini","stream":true,"input":"hello"}""", "chat", "completed")]
    public async Task Span_ModelCall_FollowsTheConventions(string path, string body, string operation, string finishReason)
    {
        var (span, line) = await CallAsync(path, body);

        Assert.Equal($"{operation} gpt-4o-mini", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(operation, span.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("openai", span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("gpt-4o-mini", span.GetTagItem("gen_ai.request.model"));
        Assert.StartsWith("gpt-4o-mini", span.GetTagItem("gen_ai.response.model") as string, StringComparison.Ordinal);
        Assert.NotNull(span.GetTagItem("gen_ai.response.id"));
        Assert.Equal([finishReason], Assert.IsType<string[]>(span.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.True(span.GetTagItem("gen_ai.usage.input_tokens") is long and > 0);
        Assert.True(span.GetTagItem("gen_ai.usage.output_tokens") is long and > 0);
        Assert.Equal(
            body.Contains("stream", StringComparison.Ordinal), span.GetTagItem("gen_ai.response.time_to_first_chunk") is double and > 0);
        Assert.Equal("127.0.0.1", span.GetTagItem("server.address"));
        Assert.Equal($"http://127.0.0.1:{span.GetTagItem("server.port")}{path}", span.GetTagItem("broker.upstream.url"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        AssertIsShownByItsName(span);
        Assert.Null(span.GetTagItem("error.type"));
        Assert.Equal(span.GetTagItem("gen_ai.usage.input_tokens"), line.GetProperty("input_tokens").GetInt64());
        Assert.Equal(span.GetTagItem("gen_ai.usage.output_tokens"), line.GetProperty("output_tokens").GetInt64());
    }

    [Fact]
    public async Task Span_RefusedByTheProvider_SaysWhy()
    {
        var (span, _) = await CallAsync("/v1/chat/completions", """{"model":"gpt-4o-mini"}""");
        Assert.Equal(("400", ActivityStatusCode.Error), (span.GetTagItem("error.type"), span.Status));
    }

    [Fact]
    public async Task Span_Embeddings_AreAnOperationOfTheirOwn()
    {
        var (span, _) = await CallAsync("/v1/embeddings", """{"model":"text-embedding-3-small","input":"hello"}""");

        Assert.Equal("embeddings text-embedding-3-small", span.DisplayName);
        Assert.True(span.GetTagItem("gen_ai.usage.input_tokens") is long and > 0);
        Assert.Null(span.GetTagItem("gen_ai.usage.output_tokens"));
    }

    [Fact]
    public async Task Span_NoModelCall_IsAForwardWithItsUpstream()
    {
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(
            provider.Url, options => options with { AllowedPaths = [RunningBroker.Entry("GET", "/v1/models")] }, customize: collected.AddTo);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Add("X-Broker-Token", RunningBroker.Token);
        request.Headers.Add("traceparent", collected.TraceParent);
        using var answer = await broker.Client.SendAsync(request, Cancel);

        var span = (await collected.WaitAsync(4, Cancel)).Single(span => span.Kind == ActivityKind.Client);
        Assert.Equal("forward", span.DisplayName);
        Assert.Equal($"{provider.Url.TrimEnd('/')}/v1/models", span.GetTagItem("broker.upstream.url"));
        Assert.Null(span.GetTagItem("gen_ai.provider.name"));
        AssertIsShownByItsName(span);
    }

    [Fact]
    public async Task Metrics_ModelCall_CountsTokensAndTime()
    {
        await using var broker = await RunningBroker.StartProxyAsync(provider.Url);
        using var tokens = broker.Collect<long>("gen_ai.client.token.usage");
        using var durations = broker.Collect<double>("gen_ai.client.operation.duration");
        using var requests = broker.Collect<long>("broker.requests");
        using var fetches = broker.Collect<long>("broker.secret.fetches");
        using var events = broker.Collect<long>("broker.events");

        using var answer = await broker.Client.SendAsync(
            RunningBroker.Request("/v1/chat/completions", """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}"""), Cancel);

        Assert.Equal(["input", "output"], tokens.GetMeasurementSnapshot().Select(measurement => measurement.Tags["gen_ai.token.type"]));
        Assert.All(tokens.GetMeasurementSnapshot(), measurement => Assert.True(measurement.Value > 0));
        var duration = Assert.Single(durations.GetMeasurementSnapshot());
        Assert.True(duration.Value > 0);
        Assert.Equal("gpt-4o-mini", duration.Tags["gen_ai.request.model"]);
        Assert.Equal(
            ["ok", "found", "written"],
            new[] { requests, fetches, events }.Select(collector => Assert.Single(collector.GetMeasurementSnapshot()).Tags["broker.outcome"]));
    }

    [Fact]
    public void ModelTags_ManyNames_StayAClosedSet()
    {
        var models = new ModelTags();
        var names = Enumerable.Range(0, 1000).Select(number => models.Limit($"model-{number}")).Distinct().ToList();

        Assert.Equal(65, names.Count);
        Assert.Equal("model-0", models.Limit("model-0"));
        Assert.Equal("other", models.Limit("model-999"));
    }

    /// <summary>A span with either of these counts as an HTTP call for dashboards, and has another title.</summary>
    private static void AssertIsShownByItsName(Activity span)
    {
        Assert.Null(span.GetTagItem("http.request.method"));
        Assert.Null(span.GetTagItem("url.full"));
    }

    private async Task<(Activity Span, System.Text.Json.JsonElement Event)> CallAsync(string path, string body)
    {
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(provider.Url, customize: collected.AddTo);
        var request = RunningBroker.Request(path, body);
        request.Headers.Add("traceparent", collected.TraceParent);
        using var answer = await broker.Client.SendAsync(request, Cancel);

        var spans = await collected.WaitAsync(4, Cancel);
        return (spans.Single(span => span.Kind == ActivityKind.Client), Assert.Single(broker.Events()));
    }
}

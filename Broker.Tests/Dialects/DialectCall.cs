using System.Diagnostics;
using System.Text.Json;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Broker.Tests.Dialects;

/// <summary>One call through a broker of the general form, and what span, event and metrics say of it.</summary>
internal sealed record DialectCall(Activity Span, JsonElement Event, IReadOnlyList<CollectedMeasurement<long>> Tokens, string Body)
{
    /// <summary>Every attribute of the span, as one text.</summary>
    public string Everything => string.Join('\n', Span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>An attribute of the span; null if it has none.</summary>
    public object? this[string name] => Span.GetTagItem(name);

    /// <summary>Sends a request to an upstream that answers with a text.</summary>
    /// <param name="capture">True if content is captured.</param>
    public static async Task<DialectCall> SendAsync(
        string answer,
        string path = GeneralBroker.Messages,
        string body = "{}",
        string mediaType = "application/json",
        bool capture = false)
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.ContentType = mediaType;
            return context.Response.WriteAsync(answer);
        });
        using var spans = new CollectedSpans();
        await using var broker = await GeneralBroker.StartAsync(
            upstream.Url,
            environment: new Dictionary<string, string> { ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = capture ? "true" : "" },
            customize: spans.AddTo);
        using var tokens = broker.Collect<long>("gen_ai.client.token.usage");
        using var request = RunningBroker.Request(path, body);
        request.Headers.Add("traceparent", spans.TraceParent);
        using var response = await broker.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var ended = await spans.WaitAsync(4, TestContext.Current.CancellationToken);
        var span = ended.Single(span => span.Kind == ActivityKind.Client);
        return new(span, Assert.Single(broker.Events()), tokens.GetMeasurementSnapshot(), text);
    }

    /// <summary>A stream of Anthropic's: each event has a line with its type.</summary>
    public static string Events(params IEnumerable<string> values) => string.Concat(values.Select(value =>
        $"event: {JsonDocument.Parse(value).RootElement.GetProperty("type").GetString()}\ndata: {value}\n\n"));
}

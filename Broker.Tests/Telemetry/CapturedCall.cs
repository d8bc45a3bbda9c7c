using System.Diagnostics;
using System.Text.Json;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Telemetry;

/// <summary>One model call through a broker, and what its span says.</summary>
internal sealed class CapturedCall
{
    private readonly Activity _span;

    private CapturedCall(Activity span, string body) => (_span, Body) = (span, body);

    /// <summary>What the host got.</summary>
    public string Body { get; }

    /// <summary>Every attribute, as one text.</summary>
    public string Everything => string.Join('\n', _span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>An attribute; null where there is none.</summary>
    public string? this[string name] => _span.GetTagItem(name) as string;

    /// <summary>An attribute that is JSON.</summary>
    public JsonElement Json(string name) => JsonDocument.Parse(this[name] ?? "null").RootElement;

    /// <summary>Asks an upstream that answers with a text.</summary>
    public static async Task<CapturedCall> ToAsync(
        string answer, string path = "/v1/chat/completions", string body = "{}", string mediaType = "application/json", string capture = "true", string? key = null)
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.ContentType = mediaType;
            return context.Response.WriteAsync(answer);
        });
        return await SendAsync(upstream.Url, path, body, capture, key);
    }

    /// <summary>Asks an upstream.</summary>
    public static async Task<CapturedCall> SendAsync(string upstream, string path, string body, string capture = "true", string? key = null)
    {
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(
            upstream,
            environment: new Dictionary<string, string>
            {
                ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = capture,
                ["PROVIDER_API_KEY"] = key ?? RunningBroker.ProviderKey,
            },
            customize: collected.AddTo);
        using var request = RunningBroker.Request(path, body);
        request.Headers.Add("traceparent", collected.TraceParent);
        using var answer = await broker.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var spans = await collected.WaitAsync(4, TestContext.Current.CancellationToken);
        return new CapturedCall(spans.Single(span => span.Kind == ActivityKind.Client), text);
    }

    /// <summary>A stream of events.</summary>
    public static string Events(params IEnumerable<string> values) => string.Concat(values.Select(value => $"data: {value}\n\n"));
}

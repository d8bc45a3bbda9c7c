using System.Globalization;
using System.Text.Json;

namespace Broker.AppHost.Boundary;

/// <summary>A span as the dashboard's telemetry API has it. There every attribute is a string, and a list is JSON text.</summary>
internal sealed record TelemetrySpan(
    string Resource, string TraceId, string SpanId, string? ParentId, string Scope, string Name, DateTimeOffset Start, TimeSpan Duration, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Reads all spans of an answer.</summary>
    /// <param name="data">Its <c>data</c>: OTLP as JSON.</param>
    public static IReadOnlyList<TelemetrySpan> All(JsonElement data) =>
    [
        .. from resource in Items(data, "resourceSpans")
           let name = resource.TryGetProperty("resource", out var described) ? Strings(described).GetValueOrDefault("service.name", "") : ""
           from scope in Items(resource, "scopeSpans")
           let source = scope.TryGetProperty("scope", out var named) ? String(named, "name") ?? "" : ""
           from span in Items(scope, "spans")
           select Read(name, source, span),
    ];

    /// <summary>An attribute; null where it is missing.</summary>
    public string? Text(string name) => Attributes.GetValueOrDefault(name);

    /// <summary>An attribute that is a number; null where it is missing or none.</summary>
    public long? Number(string name) => long.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An attribute that is a list; empty where it is missing.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        try
        {
            return Text(name) is { } text ? JsonSerializer.Deserialize<string[]>(text) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static TelemetrySpan Read(string resource, string scope, JsonElement span)
    {
        var (start, end) = (Time(span, "startTimeUnixNano"), Time(span, "endTimeUnixNano"));
        return new(
            resource,
            String(span, "traceId") ?? "",
            String(span, "spanId") ?? "",
            String(span, "parentSpanId") is { Length: > 0 } parent ? parent : null,
            scope,
            String(span, "name") ?? "",
            start,
            end - start,
            Strings(span));
    }

    private static Dictionary<string, string> Strings(JsonElement attributed) => Items(attributed, "attributes")
        .GroupBy(attribute => String(attribute, "key") ?? "")
        .ToDictionary(group => group.Key, group => group.Last().TryGetProperty("value", out var value) ? String(value, "stringValue") ?? "" : "");

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static string? String(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : value.ToString();

    private static DateTimeOffset Time(JsonElement span, string name) => long.TryParse(String(span, name), NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
        ? DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick)
        : DateTimeOffset.UnixEpoch;
}

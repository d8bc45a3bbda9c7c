using Broker.AppHost.Embedded.Dashboard.Boundary;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.Tests.Dashboard;

/// <summary>The spans of a request, as the broker and its server leave them.</summary>
internal static class BoundarySpans
{
    private static readonly object?[] AllRules = ["host", "origin", "local_endpoints", "method", "client_token", "allowed_paths", "max_request_bytes", "json"];

    public static SpanRecord Server(long status) =>
        Span("POST", "Microsoft.AspNetCore", null, "server", 0, ("http.request.method", "POST"), ("url.path", "/v1/chat/completions"), ("http.response.status_code", status));

    public static SpanRecord Passed() => Span(
        "check", ("broker.rules_passed", AllRules), ("broker.rule", "json"), ("broker.outcome", "passed"), ("broker.host.headers", new object?[] { "Content-Type", "Host", "X-Broker-Token" }));

    public static SpanRecord Secret(string outcome) => Span("secret", ("broker.secret.source", "env:KEY"), ("broker.outcome", outcome));

    public static SpanRecord Call() => Span(
        "chat gpt-4o-mini",
        ("broker.mode", "proxy"),
        ("broker.outcome", "forwarded"),
        ("broker.bearer_attached", true),
        ("url.full", "http://mock/v1/chat/completions"),
        ("http.request.method", "POST"),
        ("http.response.status_code", 200L),
        ("broker.request.headers_added", new object?[] { "Authorization: Bearer ***" }),
        ("broker.request.headers_forwarded", new object?[] { "Content-Type" }),
        ("broker.request.headers_withheld", new object?[] { "X-Broker-Token" }),
        ("broker.answer.headers_passed", new object?[] { "Date" }),
        ("broker.answer.headers_withheld", new object?[] { "Set-Cookie" }),
        ("http.request.body.size", 86L),
        ("http.response.body.size", 868L),
        ("gen_ai.response.model", "gpt-4o-mini-2024-07-18"),
        ("gen_ai.usage.input_tokens", 12L),
        ("gen_ai.response.finish_reasons", new object?[] { "stop" }),
        ("gen_ai.response.time_to_first_chunk", 0.25));

    public static SpanRecord Span(string name, params (string Name, object? Value)[] facts) => Span(name, BoundaryNames.Scope, "server", name, 0, facts);

    public static SpanRecord Span(string name, string scope = BoundaryNames.Scope, string? parent = "server", string? id = null, int start = 0, params (string Name, object? Value)[] facts) => new()
    {
        TraceId = "trace",
        SpanId = id ?? name + parent,
        ParentId = parent,
        Name = name,
        Sender = new("broker", null, AttributeSet.Empty),
        Scope = scope,
        Start = DateTimeOffset.UnixEpoch.AddSeconds(start),
        End = DateTimeOffset.UnixEpoch.AddSeconds(start + 1),
        Attributes = new([.. facts.Select(fact => KeyValuePair.Create(fact.Name, fact.Value))], 0, 0),
    };
}

using System.Globalization;
using System.Text.Json;
using Broker.Service.Configuration;
using Broker.Service.Errors;

namespace Broker.Service.Auditing;

/// <summary>One line of the event log: a request and its outcome. Never holds a body, a header value, a token or a secret.</summary>
internal sealed record AuditEvent
{
    /// <summary>When the request ended, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>HTTP method; null if the server refused the request before it was parsed.</summary>
    public string? Method { get; init; }

    /// <summary>Path as <see cref="PrintablePath"/> prints it.</summary>
    public required string Path { get; init; }

    /// <summary>True for a GET that the broker answered itself: a local endpoint, or not found.</summary>
    public bool IsHealth { get; init; }

    /// <summary>HTTP status of the answer; if the answer was aborted, the status it started with.</summary>
    public required int Status { get; init; }

    /// <summary>Mode of the broker; null unless the request passed every check.</summary>
    public BrokerMode? Mode { get; init; }

    /// <summary>Why the broker failed the request; null if it did not.</summary>
    public BrokerError? Error { get; init; }

    public string? TraceId { get; init; }

    public double? DurationMilliseconds { get; init; }

    /// <summary>Bytes of the request's body.</summary>
    public long? BytesIn { get; init; }

    /// <summary>Bytes of the answer's body.</summary>
    public long? BytesOut { get; init; }

    /// <summary>Model that the request names.</summary>
    public string? Model { get; init; }

    /// <summary>Name of the caller; empty in the lab's form.</summary>
    public string? Caller { get; init; }

    /// <summary>Name of the upstream; empty in the lab's form.</summary>
    public string? Upstream { get; init; }

    /// <summary>Input tokens, as the provider counted them.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Output tokens, as the provider counted them.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Milliseconds to the first byte of the upstream's body.</summary>
    public double? TimeToFirstByteMilliseconds { get; init; }

    /// <summary>How often the key was found in the upstream's answer and masked; 0 if the answer was not searched.</summary>
    public long Masked { get; init; }

    /// <summary>True if neither the broker nor the upstream reported an error.</summary>
    public bool Ok => Error is null && Status < 400;

    /// <summary>The outcome in one word, for the operator's log.</summary>
    public string Outcome => Error?.Code() ?? (Ok ? "ok" : "by_upstream");

    /// <summary>Returns the line, without a line break. A dry run and a health answer of the lab's form have the first six keys only.</summary>
    public ReadOnlyMemory<byte> ToLine() => BrokerJson.Line(WriteMembers);

    private void WriteMembers(Utf8JsonWriter json)
    {
        Span<char> time = stackalloc char[20];
        Time.UtcDateTime.TryFormat(time, out _, "s", CultureInfo.InvariantCulture);
        time[^1] = 'Z';
        json.WriteString(AuditEventKeys.Time, time);
        json.WriteString(AuditEventKeys.Kind, IsHealth ? "health" : "request");
        json.WriteString(AuditEventKeys.Path, Path);
        json.WriteBoolean(AuditEventKeys.Ok, Ok);
        json.WriteNumber(AuditEventKeys.Status, Status);
        if (Mode is { } mode)
        {
            json.WriteString(AuditEventKeys.Mode, mode.Text());
        }

        if (Error is { } error)
        {
            json.WriteString(AuditEventKeys.Error, error.Code());
        }

        if (Error is not null || Mode == BrokerMode.Proxy)
        {
            WriteDetails(json);
        }
        else
        {
            WriteNames(json);
        }
    }

    private void WriteDetails(Utf8JsonWriter json)
    {
        WriteIfKnown(json, AuditEventKeys.Method, Method);
        WriteIfKnown(json, AuditEventKeys.TraceId, TraceId);
        WriteIfKnown(json, AuditEventKeys.DurationMilliseconds, DurationMilliseconds);
        WriteIfKnown(json, AuditEventKeys.BytesIn, BytesIn);
        WriteIfKnown(json, AuditEventKeys.BytesOut, BytesOut);
        WriteIfKnown(json, AuditEventKeys.Model, Model);
        WriteNames(json);
        WriteIfKnown(json, AuditEventKeys.InputTokens, InputTokens);
        WriteIfKnown(json, AuditEventKeys.OutputTokens, OutputTokens);
        WriteIfKnown(json, AuditEventKeys.TimeToFirstByteMilliseconds, TimeToFirstByteMilliseconds);
        WriteIfKnown(json, AuditEventKeys.Masked, Masked > 0 ? Masked : (long?)null);
    }

    private void WriteNames(Utf8JsonWriter json)
    {
        WriteIfKnown(json, AuditEventKeys.Caller, Caller);
        WriteIfKnown(json, AuditEventKeys.Upstream, Upstream);
    }

    private static void WriteIfKnown(Utf8JsonWriter json, JsonEncodedText key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(key, value);
        }
    }

    private static void WriteIfKnown(Utf8JsonWriter json, JsonEncodedText key, double? value)
    {
        if (value is { } milliseconds)
        {
            json.WriteNumber(key, Thousandths((long)Math.Round(milliseconds * 1000)));
        }
    }

    // Three decimals suffice. The shortest round-trip form of a double costs as much as the rest of the line; this costs a tenth.
    private static decimal Thousandths(long count)
    {
        byte digits = 3;
        for (; digits > 0 && count % 10 == 0; digits--)
        {
            count /= 10;
        }

        var magnitude = Math.Abs(count);
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, count < 0, digits);
    }

    private static void WriteIfKnown(Utf8JsonWriter json, JsonEncodedText key, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(key, number);
        }
    }
}

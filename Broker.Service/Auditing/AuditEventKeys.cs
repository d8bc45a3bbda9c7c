using System.Text.Json;

namespace Broker.Service.Auditing;

/// <summary>The keys of an event, as they stand in its line.</summary>
internal static class AuditEventKeys
{
    /// <summary><see cref="AuditEvent.Time"/></summary>
    public static readonly JsonEncodedText Time = JsonEncodedText.Encode("time");

    /// <summary><see cref="AuditEvent.IsHealth"/></summary>
    public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");

    /// <summary><see cref="AuditEvent.Path"/></summary>
    public static readonly JsonEncodedText Path = JsonEncodedText.Encode("path");

    /// <summary><see cref="AuditEvent.Ok"/></summary>
    public static readonly JsonEncodedText Ok = JsonEncodedText.Encode("ok");

    /// <summary><see cref="AuditEvent.Status"/></summary>
    public static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");

    /// <summary><see cref="AuditEvent.Mode"/></summary>
    public static readonly JsonEncodedText Mode = JsonEncodedText.Encode("mode");

    /// <summary><see cref="AuditEvent.Error"/></summary>
    public static readonly JsonEncodedText Error = JsonEncodedText.Encode("error");

    /// <summary><see cref="AuditEvent.Method"/></summary>
    public static readonly JsonEncodedText Method = JsonEncodedText.Encode("method");

    /// <summary><see cref="AuditEvent.TraceId"/></summary>
    public static readonly JsonEncodedText TraceId = JsonEncodedText.Encode("trace_id");

    /// <summary><see cref="AuditEvent.DurationMilliseconds"/></summary>
    public static readonly JsonEncodedText DurationMilliseconds = JsonEncodedText.Encode("duration_ms");

    /// <summary><see cref="AuditEvent.BytesIn"/></summary>
    public static readonly JsonEncodedText BytesIn = JsonEncodedText.Encode("bytes_in");

    /// <summary><see cref="AuditEvent.BytesOut"/></summary>
    public static readonly JsonEncodedText BytesOut = JsonEncodedText.Encode("bytes_out");

    /// <summary><see cref="AuditEvent.Model"/></summary>
    public static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");

    /// <summary><see cref="AuditEvent.InputTokens"/></summary>
    public static readonly JsonEncodedText InputTokens = JsonEncodedText.Encode("input_tokens");

    /// <summary><see cref="AuditEvent.OutputTokens"/></summary>
    public static readonly JsonEncodedText OutputTokens = JsonEncodedText.Encode("output_tokens");

    /// <summary><see cref="AuditEvent.TimeToFirstByteMilliseconds"/></summary>
    public static readonly JsonEncodedText TimeToFirstByteMilliseconds = JsonEncodedText.Encode("time_to_first_byte_ms");

    /// <summary><see cref="AuditEvent.Masked"/></summary>
    public static readonly JsonEncodedText Masked = JsonEncodedText.Encode("masked");
}

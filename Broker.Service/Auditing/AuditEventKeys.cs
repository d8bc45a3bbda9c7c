using System.Text.Json;

namespace Broker.Service.Auditing;

/// <summary>Keys of an event in its line; <see cref="AuditEvent"/> documents the members of the same names.</summary>
internal static class AuditEventKeys
{
    public static readonly JsonEncodedText Time = JsonEncodedText.Encode("time");
    public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
    public static readonly JsonEncodedText Path = JsonEncodedText.Encode("path");
    public static readonly JsonEncodedText Ok = JsonEncodedText.Encode("ok");
    public static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
    public static readonly JsonEncodedText Mode = JsonEncodedText.Encode("mode");
    public static readonly JsonEncodedText Error = JsonEncodedText.Encode("error");
    public static readonly JsonEncodedText Method = JsonEncodedText.Encode("method");
    public static readonly JsonEncodedText TraceId = JsonEncodedText.Encode("trace_id");
    public static readonly JsonEncodedText DurationMilliseconds = JsonEncodedText.Encode("duration_ms");
    public static readonly JsonEncodedText BytesIn = JsonEncodedText.Encode("bytes_in");
    public static readonly JsonEncodedText BytesOut = JsonEncodedText.Encode("bytes_out");
    public static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");
    public static readonly JsonEncodedText Caller = JsonEncodedText.Encode("caller");
    public static readonly JsonEncodedText Upstream = JsonEncodedText.Encode("upstream");
    public static readonly JsonEncodedText InputTokens = JsonEncodedText.Encode("input_tokens");
    public static readonly JsonEncodedText OutputTokens = JsonEncodedText.Encode("output_tokens");
    public static readonly JsonEncodedText TimeToFirstByteMilliseconds = JsonEncodedText.Encode("time_to_first_byte_ms");
    public static readonly JsonEncodedText Masked = JsonEncodedText.Encode("masked");
}

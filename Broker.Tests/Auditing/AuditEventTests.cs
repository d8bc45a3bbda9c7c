using System.Text;
using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Broker.Service.Errors;

namespace Broker.Tests.Auditing;

/// <summary>Section 5: the line itself.</summary>
public class AuditEventTests
{
    private static readonly AuditEvent Event =
        new() { Time = new(2025, 1, 1, 2, 0, 0, 999, TimeSpan.FromHours(2)), Path = "/v1/responses", Status = 200, Mode = BrokerMode.DryRun };

    [Fact]
    public void Line_OfTheLabsDryRun_IsTheOneOfThePage() => Assert.Equal(
        """{"time":"2025-01-01T00:00:00Z","kind":"request","path":"/v1/responses","ok":true,"status":200,"mode":"dry_run"}""",
        Line(Event with { Method = "POST", TraceId = "t", BytesIn = 2, DurationMilliseconds = 1 }));

    [Fact]
    public void Line_WithEverythingKnown_HasItsKeysInOrder() => Assert.Equal(
        """{"time":"2025-01-01T00:00:00Z","kind":"request","path":"/v1/responses","ok":false,"status":504,"mode":"proxy","error":"upstream_timeout","""
        + """
        "method":"POST","trace_id":"t","duration_ms":1.235,"bytes_in":2,"bytes_out":3,"model":"gpt","time_to_first_byte_ms":0.5,"masked":2}
        """,
        Line(Event with
        {
            Method = "POST",
            Status = 504,
            Mode = BrokerMode.Proxy,
            Error = BrokerError.UpstreamTimeout,
            TraceId = "t",
            DurationMilliseconds = 1.23456,
            BytesIn = 2,
            BytesOut = 3,
            Model = "gpt",
            TimeToFirstByteMilliseconds = 0.5,
            Masked = 2,
        }));

    [Theory]
    [InlineData(200, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    [InlineData(529, false)]
    public void Line_OfAnUpstreamsStatus_IsOkBelow400AndHasNoError(int status, bool ok) => Assert.StartsWith(
        $$"""{"time":"2025-01-01T00:00:00Z","kind":"request","path":"/v1/responses","ok":{{(ok ? "true" : "false")}},"status":{{status}},"mode":"proxy"}"""[..^1],
        Line(Event with { Status = status, Mode = BrokerMode.Proxy }).Replace("\"error\"", "", StringComparison.Ordinal),
        StringComparison.Ordinal);

    [Fact]
    public void Line_WithAnErrorAfterA200_IsNotOk() =>
        Assert.Contains(
            "\"ok\":false,\"status\":200,", Line(Event with { Error = BrokerError.UpstreamInterrupted }), StringComparison.Ordinal);

    [Theory]
    [InlineData("/\"\\\n\r\u0000", """/\"\\\n\r\u0000""")]
    [InlineData("/<>'+&`é…", "/<>'+&`é…")]
    public void Line_WithAnyPath_IsOneLineAndEscapesWhatJsonAsksForAlone(string path, string shown) =>
        Assert.Contains($"\"path\":\"{shown}\",", Line(Event with { Path = path }), StringComparison.Ordinal);

    private static string Line(AuditEvent auditEvent) => Encoding.UTF8.GetString(auditEvent.ToLine().Span);
}

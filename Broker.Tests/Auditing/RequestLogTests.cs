using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Testing;

namespace Broker.Tests.Auditing;

public class RequestLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeLogger<RequestLog> _lines = new();

    [Fact]
    public void Requests_MoreThanAPersonCanRead_GetNoLineOfTheirOwnButAreCounted()
    {
        var log = new RequestLog(_lines);

        Answer(log, Start, RequestLog.MaxPerSecond + 7);
        Answer(log, Start.AddSeconds(1), 1);

        Assert.Equal(RequestLog.MaxPerSecond + 2, _lines.Lines().Count);
        Assert.StartsWith("7 more requests", _lines.Lines()[^2], StringComparison.Ordinal);
        Assert.StartsWith("POST /v1/responses answered 200 ok", _lines.Lines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_FewInEachSecond_GetALineEach()
    {
        var log = new RequestLog(_lines);

        Answer(log, Start, RequestLog.MaxPerSecond);
        Answer(log, Start.AddSeconds(1), RequestLog.MaxPerSecond);

        Assert.Equal(2 * RequestLog.MaxPerSecond, _lines.Lines().Count);
        Assert.All(_lines.Lines(), line => Assert.StartsWith("POST ", line, StringComparison.Ordinal));
    }

    private static void Answer(RequestLog log, DateTimeOffset at, int times)
    {
        for (var i = 0; i < times; i++)
        {
            log.Answered(new AuditEvent { Time = at, Method = "POST", Path = "/v1/responses", Status = 200 });
        }
    }
}

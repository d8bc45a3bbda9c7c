using BenchmarkDotNet.Attributes;
using Broker.Bench.Processes;
using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Bench.Micro;

/// <summary>The event writer: making a line, and appending it to a real file.</summary>
public class EventBenchmarks
{
    private const int Together = 64;

    private readonly AuditEvent _event = new()
    {
        Time = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Method = "POST",
        Path = "/v1/chat/completions",
        Status = 200,
        Mode = BrokerMode.Proxy,
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        DurationMilliseconds = 812.345,
        BytesIn = 512,
        BytesOut = 640,
        Model = "gpt-4o-mini",
        InputTokens = 87,
        OutputTokens = 29,
        TimeToFirstByteMilliseconds = 640.123,
    };

    private readonly Task<bool>[] _writes = new Task<bool>[Together];
    private byte[] _line = [];
    private Workshop _workshop = null!;
    private AuditLog _log = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _line = _event.ToLine().ToArray();
        _workshop = new Workshop();
        _log = new AuditLog(Path.Combine(_workshop.Folder("events"), "events.jsonl"), NullLogger<AuditLog>.Instance);
    }

    [GlobalCleanup]
    public void Clean()
    {
        _log.Dispose();
        _workshop.Dispose();
    }

    [Benchmark]
    public int ToLine() => _event.ToLine().Length;

    [Benchmark]
    public async Task<bool> AppendOne() => await _log.AppendAsync(_line);

    /// <summary>What each of many costs that come together: they share their writes.</summary>
    [Benchmark(OperationsPerInvoke = Together)]
    public async Task AppendTogether()
    {
        Parallel.For(0, Together, i => _writes[i] = _log.AppendAsync(_line).AsTask());
        await Task.WhenAll(_writes);
    }
}

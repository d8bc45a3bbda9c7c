using BenchmarkDotNet.Attributes;
using Broker.Bench.Peers;
using Broker.Bench.Stub;
using Broker.Service.Credentials;

namespace Broker.Bench.Micro;

/// <summary>Scrubbing answers of the key: a whole small answer, one event of a stream, a large piece; nothing of the key is in them.</summary>
public class ScrubberBenchmarks
{
    private readonly Secret _secret =
        Secret.TryCreate(BenchSecrets.ProviderKey, out var secret, out var problem) ? secret : throw new InvalidOperationException(problem);

    private readonly byte[] _large = [.. Enumerable.Repeat(StubAnswers.Chunk, 64 * 1024 / StubAnswers.Chunk.Length).SelectMany(chunk => chunk)];

    [Benchmark]
    public int WholeAnswer() => Scrub(StubAnswers.Plain);

    [Benchmark]
    public int StreamEvent() => Scrub(StubAnswers.Chunk);

    [Benchmark]
    public int Piece64KiB() => Scrub(_large);

    // One scrubber for one answer, so making it belongs to the price.
    private int Scrub(byte[] bytes)
    {
        var scrubber = _secret.CreateScrubber()!;
        return scrubber.Scrub(bytes).Length + scrubber.Flush().Length;
    }
}

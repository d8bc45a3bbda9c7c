using BenchmarkDotNet.Attributes;
using Broker.Bench.Load;
using Broker.Service.Checks;

namespace Broker.Bench.Micro;

/// <summary>The JSON check of a request's body.</summary>
public class JsonCheckBenchmarks
{
    private byte[] _body = [];

    [Params(512, 64 * 1024, 4 * 1024 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Prepare() => _body = RequestBodies.Body(Bytes);

    [Benchmark]
    public bool Check() => JsonBody.TryRead(_body, out _);
}

using BenchmarkDotNet.Attributes;
using Broker.Bench.Peers;
using Broker.Service.Authentication;
using Broker.Service.Configuration;
using Microsoft.AspNetCore.Http;

namespace Broker.Bench.Micro;

/// <summary>The caller token's check, with the token where a stock SDK puts it and where our own clients do.</summary>
public class TokenCheckBenchmarks
{
    private readonly CallerTokenVerifier _verifier = new(
        new BrokerOptions { ClientTokenEnv = Variable, UpstreamBaseUrl = "http://127.0.0.1:9", AllowedPaths = [], EventsPath = "" },
        new Variables());

    private readonly HeaderDictionary _plain = new() { ["X-Broker-Token"] = BenchSecrets.CallerToken };
    private readonly HeaderDictionary _bearer = new() { ["Authorization"] = "Bearer " + BenchSecrets.CallerToken };
    private readonly HeaderDictionary _wrong = new() { ["X-Broker-Token"] = BenchSecrets.CallerToken[..^1] + "!" };

    private const string Variable = "BENCH_CALLER_TOKEN";

    [Benchmark]
    public bool Plain() => _verifier.Accepts(_plain);

    [Benchmark]
    public bool Bearer() => _verifier.Accepts(_bearer);

    [Benchmark]
    public bool Wrong() => _verifier.Accepts(_wrong);

    private sealed class Variables : IProcessEnvironment
    {
        IReadOnlyDictionary<string, string> IProcessEnvironment.Variables { get; } =
            new Dictionary<string, string> { [Variable] = BenchSecrets.CallerToken };
    }
}

using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Broker.Bench.Peers;
using Broker.Service.Configuration;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Microsoft.AspNetCore.Http;

namespace Broker.Bench.Micro;

/// <summary>The caller token's check, with the token where a stock SDK puts it and where our own clients do.</summary>
public class TokenCheckBenchmarks
{
    private readonly CallerDirectory _callers = new([Caller.Create(
        new CallerSettings(TokenEnv: null) { TokenDigests = [Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(BenchSecrets.CallerToken)))] },
        ProcessEnvironment.Read())]);

    private readonly HeaderDictionary _plain = new() { ["X-Broker-Token"] = BenchSecrets.CallerToken };
    private readonly HeaderDictionary _bearer = new() { ["Authorization"] = "Bearer " + BenchSecrets.CallerToken };
    private readonly HeaderDictionary _wrong = new() { ["X-Broker-Token"] = BenchSecrets.CallerToken[..^1] + "!" };

    [Benchmark]
    public object? Plain() => _callers.Find(CallerTokenCarriers.Read(_plain));

    [Benchmark]
    public object? Bearer() => _callers.Find(CallerTokenCarriers.Read(_bearer));

    [Benchmark]
    public object? Wrong() => _callers.Find(CallerTokenCarriers.Read(_wrong));
}

using BenchmarkDotNet.Attributes;
using Broker.Service.Configuration;
using Broker.Service.Policy;

namespace Broker.Bench.Micro;

/// <summary>Finding the entry of a request, among one and among many: the cost goes by the segments of the target.</summary>
public class RouteTableBenchmarks
{
    private RouteTable _routes = new([]);

    [Params(1, 200)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var upstream = new Upstream(new UpstreamSettings { PathPrefix = "/openai", BaseUrl = "https://api.openai.example", Routes = [] });
        var others = Enumerable.Range(1, (Entries - 1) / 2).SelectMany(number => (string[])[$"/v1/other{number}", $"/v1/other{number}/{{id}}/items"]);
        string[] paths = ["/v1/chat/completions", .. others];
        _routes = new(paths.Select(path => new Route(upstream, new RouteSettings("POST", path, path))));
    }

    [Benchmark]
    public object? Allowed() => _routes.Find("POST", "/openai/v1/chat/completions");

    [Benchmark]
    public object? NotAllowed() => _routes.Find("POST", "/openai/v1/files");
}

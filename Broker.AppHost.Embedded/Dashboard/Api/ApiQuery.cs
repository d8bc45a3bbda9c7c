using System.Globalization;
using Broker.AppHost.Embedded.Dashboard.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>Reads the filters of a request to the API. Each may stand there once; one that is no such thing is an error, not ignored.</summary>
/// <param name="query">The request's query.</param>
internal sealed class ApiQuery(IQueryCollection query)
{
    private const int DefaultCount = 200;
    private static readonly string[] Levels = ["trace", "debug", "information", "warning", "error", "critical"];

    /// <summary>What is wrong, as the API says it; null as long as nothing is.</summary>
    public string? Error { get; private set; }

    /// <summary>Which traces are asked for.</summary>
    public TraceQuery Traces() => new()
    {
        Resource = Text("resource"),
        Text = Text("text"),
        ErrorsOnly = Flag("errors"),
        MinDuration = TimeSpan.FromMilliseconds(Number("minDurationMs", 0, 0, (int)TimeSpan.FromDays(1).TotalMilliseconds)),
        Offset = Number("offset", 0, 0),
        Limit = Limit(),
    };

    /// <summary>Which log records are asked for.</summary>
    public LogQuery Logs() => new()
    {
        MinSeverity = Level(),
        Resource = Text("resource"),
        Text = Text("text"),
        TraceId = Text("traceId"),
        SpanId = Text("spanId"),
        Offset = Number("offset", 0, 0),
        Limit = Limit(),
    };

    /// <summary>How many to show at most.</summary>
    public int Limit() => Number("limit", DefaultCount, 1);

    /// <summary>A word; null when it is not asked for.</summary>
    /// <param name="name">Name of the parameter.</param>
    public string? Text(string name) => Only(name) is { Length: > 0 } text ? text : null;

    /// <summary>A yes or no; no when it is not asked for.</summary>
    /// <param name="name">Name of the parameter.</param>
    public bool Flag(string name) => Only(name) switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => Wrong(name, false),
    };

    private int Number(string name, int none, int least, int most = int.MaxValue) => Only(name) switch
    {
        null => none,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => Wrong(name, none),
    };

    // OTLP has four steps for each level.
    private int Level() => Only("level") switch
    {
        null or "" => 0,
        { } text when Array.IndexOf(Levels, text.ToLowerInvariant()) is >= 0 and var index => (4 * index) + 1,
        _ => Wrong("level", 0),
    };

    private string? Only(string name) => query[name] switch
    {
        { Count: 0 } => null,
        [{ } only] => only,
        StringValues => Wrong<string?>(name, null),
    };

    private T Wrong<T>(string name, T none)
    {
        Error ??= $"{name}_invalid";
        return none;
    }
}

using System.Globalization;
using System.Text.Json;
using Broker.Bench.Peers;
using Broker.Bench.Processes;

namespace Broker.Bench.Load;

/// <summary>wrk with <c>post.lua</c>.</summary>
internal static class Wrk
{
    private const string ResultMark = "RESULT ";
    private static readonly JsonSerializerOptions Lenient = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Full path of wrk.</summary>
    /// <exception cref="BenchException">It is not installed.</exception>
    public static string Find() => Tool.Find("wrk", "wrk");

    /// <summary>Puts load on a peer.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="bodyFile">What each request carries.</param>
    /// <param name="connections">How many connections, each with one request at a time.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BenchException">wrk is missing, or the peer did not answer everything.</exception>
    public static async Task<WrkResult> RunAsync(
        Peer peer, string bodyFile, int connections, int seconds, CancellationToken cancellationToken)
    {
        await using var process = ChildPrograms.Start(Find(), [
            "--threads", "1", "--connections", Text(connections), "--duration", $"{seconds}s", "--timeout", "10s",
            "--script", Path.Combine(AppContext.BaseDirectory, "post.lua"), peer.Url.ToString(), "--", bodyFile, peer.Token]);
        var output = await process.ReadToEndAsync(cancellationToken);
        if (output.Split('\n').FirstOrDefault(line => line.StartsWith(ResultMark, StringComparison.Ordinal)) is not { } line)
        {
            throw new BenchException($"wrk failed: {output} {process.Errors}");
        }

        var result = JsonSerializer.Deserialize<WrkResult>(line[ResultMark.Length..], Lenient)!;
        if (result.Requests == 0 || result.Refused > 0 || result.Broken > 0)
        {
            throw new BenchException($"Of {result.Requests} answers {result.Refused} were refusals, and {result.Broken} connections broke.");
        }

        return result;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Broker.Bench.Processes;

namespace Broker.Bench.Layout;

/// <summary>perf, which looks many times a second where a process is.</summary>
/// <param name="file">Where it keeps what it saw.</param>
internal sealed class Profiler(string file)
{
    private const string Package = "linux-perf";
    private const string SamplesPerSecond = "4999";

    /// <summary>Watches a process, and gives what it saw to somebody who reads it.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="load">What the process does meanwhile.</param>
    /// <param name="read">Reads the samples.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BenchException">perf is not installed, or may not look.</exception>
    public async Task WatchAsync(int processId, int seconds, Func<Task> load, Func<TextReader, Task> read, CancellationToken cancellationToken)
    {
        var perf = Tool.Find("perf", Package);
        // What an earlier load left must not pass for this one's.
        File.Delete(file);
        await using (var recording = ChildProcess.Start(perf, [
            "record", "-F", SamplesPerSecond, "-g", "-p", Text(processId), "-o", file, "--", "sleep", Text(seconds)]))
        {
            await load();
            await recording.ReadToEndAsync(cancellationToken);
            if (!File.Exists(file))
            {
                throw new BenchException($"perf saw nothing: {recording.Errors}");
            }
        }

        await using var script = ChildProcess.Start(perf, ["script", "--no-demangle", "-F", "ip,sym,dso", "-i", file]);
        await read(script.Output);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

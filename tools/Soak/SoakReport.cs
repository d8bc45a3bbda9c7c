using System.Globalization;
using System.Text;

namespace Broker.Soak;

/// <summary>What a run showed, and whether that is good.</summary>
internal sealed class SoakReport
{
    /// <summary>A request that nothing came of, in a time in which something must.</summary>
    public const string NoAnswer = "no answer";

    private readonly List<(string What, bool IsGood)> _findings = [];

    /// <summary>Judges a run.</summary>
    public SoakReport(
        SoakArguments arguments, IReadOnlyDictionary<string, long> outcomes, int rotations, Disturbances disturbances, IReadOnlyList<ProcessSample> samples, ProcessSample atRest, long events, bool answers, int? exitCode)
    {
        var quarter = Math.Max(samples.Count / 4, 1);
        var first = Median([.. samples.Take(quarter)]);
        var last = Median([.. samples.TakeLast(quarter)]);
        var requests = outcomes.Values.Sum();

        Judge("memory of the last quarter is no more than a quarter and 16 MiB above the first", last.MemoryMiB <= (first.MemoryMiB * 1.25) + 16);
        Judge("no more open files and sockets than in the first quarter, but for a tenth and 16", last.Handles <= (first.Handles * 1.1) + 16);
        Judge("at rest, no more than 8 sockets are left", atRest.Sockets <= 8);
        Judge("no more threads than in the first quarter, but for 8", last.Threads <= first.Threads + 8);
        Judge("at rest, no process is left of the secret command", atRest.Children <= 0);
        Judge($"one event for each request: {events} for {requests}", events == requests);
        Judge("each second broker refused to start", disturbances.Intruders == 0);
        Judge("no request stayed without an answer", !outcomes.ContainsKey(NoAnswer) && answers);
        Judge("told to stop, it ended with 0", exitCode is 0 or null);
        Text = Write(arguments, outcomes, rotations, disturbances, first, last, atRest, requests);
    }

    /// <summary>Whether every finding is good.</summary>
    public bool IsGood => _findings.All(finding => finding.IsGood);

    /// <summary>The report for people.</summary>
    public string Text { get; }

    private static ProcessSample Median(IReadOnlyList<ProcessSample> samples)
    {
        return new ProcessSample(Middle(sample => sample.MemoryMiB), (int)Middle(sample => sample.Handles), (int)Middle(sample => sample.Sockets), (int)Middle(sample => sample.Threads), (int)Middle(sample => sample.Children));

        double Middle(Func<ProcessSample, double> value) => samples.Select(value).Order().ElementAt(samples.Count / 2);
    }

    private void Judge(string what, bool isGood) => _findings.Add((what, isGood));

    private string Write(
        SoakArguments arguments, IReadOnlyDictionary<string, long> outcomes, int rotations, Disturbances disturbances, ProcessSample first, ProcessSample last, ProcessSample atRest, long requests)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{requests} requests in {arguments.Duration.TotalMinutes:0.#} minutes, {requests / arguments.Duration.TotalSeconds:0} a second; the key changed {rotations} times");
        text.AppendLine(disturbances.ToString());
        text.AppendLine(string.Join(", ", outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal).Select(outcome => $"{outcome.Key}: {outcome.Value}")));
        text.AppendLine();
        text.AppendLine("| median of | first quarter | last quarter | at rest |");
        text.AppendLine("|---|---|---|---|");
        Row("memory, MiB", sample => sample.MemoryMiB.ToString("0", CultureInfo.InvariantCulture));
        Row("open files and sockets", sample => Number(sample.Handles));
        Row("sockets", sample => Number(sample.Sockets));
        Row("threads", sample => Number(sample.Threads));
        Row("child processes", sample => Number(sample.Children));
        text.AppendLine();
        foreach (var (what, isGood) in _findings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{(isGood ? "ok  " : "FAIL")} {what}");
        }

        return text.Append(IsGood ? "Verdict: passed" : "Verdict: failed").ToString();

        void Row(string name, Func<ProcessSample, string> value) => text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value(first)} | {value(last)} | {value(atRest)} |");

        static string Number(int count) => count < 0 ? "not told" : count.ToString(CultureInfo.InvariantCulture);
    }
}

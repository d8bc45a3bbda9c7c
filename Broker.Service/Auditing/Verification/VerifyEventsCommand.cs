using System.Globalization;
using Broker.Service.Configuration;

namespace Broker.Service.Auditing.Verification;

/// <summary>The command <c>verify-events FILE</c>: follows the chain through the event file and those rotated away, and names the first line that does not fit.</summary>
internal static class VerifyEventsCommand
{
    private const int MostLooks = 5;

    /// <summary>Prints what was found to <paramref name="output"/>, or what is wrong to <paramref name="error"/>; returns the exit code.</summary>
    /// <param name="path">The event file.</param>
    /// <param name="output">Usually stdout.</param>
    /// <param name="error">Usually stderr.</param>
    public static int Run(string path, TextWriter output, TextWriter error)
    {
        try
        {
            var target = EventFileTarget.Resolve(Path.GetFullPath(path));
            for (var (look, before) = (1, (ChainFault?)null); ; look++)
            {
                using var log = Directory.Exists(target) ? null : new OpenedLog(target);
                if (log is not ({ Count: > 0 } or { HasHead: true }))
                {
                    error.WriteLine($"There is no event log {DisplayText.Plain(path, 400)}. Name the file that events_path names.");
                    return ExitCode.BadConfiguration;
                }

                var verifier = Follow(log);
                if (verifier.Fault is not { } fault)
                {
                    return Report(verifier, log.Count, target, output);
                }

                // A head read while it is written, or a file that somebody is copying away, looks like a fault once; what is wrong is wrong again.
                if (fault.IsAlso(before) || look == MostLooks)
                {
                    return Report(fault, target, error);
                }

                before = fault;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error.WriteLine($"{DisplayText.Plain(path, 400)} cannot be read: {DisplayText.Plain(failure.Message, 400)}");
            return ExitCode.BadConfiguration;
        }
    }

    private static ChainVerifier Follow(OpenedLog log)
    {
        var verifier = new ChainVerifier(log.Head);
        foreach (var (name, stream) in log.Files)
        {
            var lines = new EventLineReader(stream);
            for (var number = 1L; verifier.Fault is null && lines.TryRead(out var line); number++)
            {
                verifier.Read(new LinePlace(name, number), line);
            }
        }

        if (verifier.Fault is null)
        {
            verifier.End();
        }

        return verifier;
    }

    private static int Report(ChainFault fault, string target, TextWriter error)
    {
        var place = fault.Place?.ToString() ?? Path.GetFileName(target);
        error.WriteLine($"{DisplayText.Plain(place, 400)}: {DisplayText.Plain(fault.Meaning, 400)}");
        error.WriteLine("The event log is not as the broker wrote it.");
        return ExitCode.Failure;
    }

    private static int Report(ChainVerifier verifier, int files, string target, TextWriter output)
    {
        var count = verifier.FirstSeq == 0 ? 0 : verifier.LastSeq - verifier.FirstSeq + 1;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{DisplayText.Plain(target, 400)} is as the broker wrote it: {count} {(count == 1 ? "line" : "lines")} of the chain in {files} {(files == 1 ? "file" : "files")}."));
        if (verifier.LinesBefore > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {verifier.LinesBefore} before the chain begins were not checked: they have no hash."));
        }

        foreach (var note in verifier.Notes)
        {
            output.WriteLine($"  {DisplayText.Plain(note, 400)}");
        }

        return ExitCode.Success;
    }
}

using System.Globalization;
using Broker.Service.Auditing.Chain;
using Broker.Service.Configuration;

namespace Broker.Service.Auditing.Verification;

/// <summary>The command <c>verify-events FILE</c>: follows the chain through the event file and those rotated away, and names the first line that does not fit.</summary>
internal static class VerifyEventsCommand
{
    // A broker that runs may rotate while its files are read, and write the head while that is.
    private const int MostLooks = 5;

    /// <summary>Prints what was found to <paramref name="output"/>, or what is wrong to <paramref name="error"/>; returns the exit code.</summary>
    /// <param name="path">The event file.</param>
    /// <param name="output">Usually stdout.</param>
    /// <param name="error">Usually stderr.</param>
    public static int Run(string path, TextWriter output, TextWriter error)
    {
        try
        {
            var target = EventFileTarget.Of(Path.GetFullPath(path));
            if (Directory.Exists(target) || !IsThere(target))
            {
                error.WriteLine($"There is no event log {DisplayText.Plain(path, 400)}. Name the file that events_path names.");
                return ExitCode.BadConfiguration;
            }

            var verifier = Look(target);
            return verifier.Fault is { } fault ? Report(fault, target, error) : Report(verifier, target, output);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error.WriteLine($"{DisplayText.Plain(path, 400)} cannot be read: {DisplayText.Plain(failure.Message, 400)}");
            return ExitCode.BadConfiguration;
        }
    }

    private static bool IsThere(string target) =>
        File.Exists(target)
        || (Directory.Exists(Path.GetDirectoryName(target)) && (File.Exists(ChainHead.PathOf(target)) || RotatedFiles.Numbers(target).Count > 0));

    private static ChainVerifier Look(string target)
    {
        for (var look = 1; ; look++)
        {
            var before = State(target);
            // The head first: the broker writes lines before it.
            var verifier = new ChainVerifier(ChainHead.Read(target));
            var isLast = look == MostLooks;
            try
            {
                ReadAll(target, verifier);
                if (verifier.Fault is null || isLast || State(target) == before)
                {
                    return verifier;
                }
            }
            catch (FileNotFoundException) when (!isLast)
            {
                // It was there a moment ago, and has another name by now.
            }
        }
    }

    /// <summary>What changes when the broker rotates or writes: a read of the head may get one half from before a write and one from after it.</summary>
    private static string State(string target) => string.Join(' ', RotatedFiles.Numbers(target)
        .Select(number => new FileInfo(RotatedFiles.Name(target, number)))
        .Select(file => $"{file.Name} {(file.Exists ? file.Length : 0)} {file.LastWriteTimeUtc.Ticks}")
        .Append(ChainHead.Read(target)?.ToString()));

    private static void ReadAll(string target, ChainVerifier verifier)
    {
        foreach (var path in RotatedFiles.Numbers(target).Reverse().Select(number => RotatedFiles.Name(target, number)).Append(target).Where(File.Exists))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var lines = new EventLineReader(file);
            var name = Path.GetFileName(path);
            for (var number = 1L; verifier.Fault is null && lines.TryRead(out var line); number++)
            {
                verifier.Read(new LinePlace(name, number), line);
            }
        }

        if (verifier.Fault is null)
        {
            verifier.End();
        }
    }

    private static int Report(ChainFault fault, string target, TextWriter error)
    {
        var place = fault.Place?.ToString() ?? Path.GetFileName(target);
        error.WriteLine($"{DisplayText.Plain(place, 400)}: {DisplayText.Plain(fault.Meaning, 400)}");
        error.WriteLine("The event log is not as the broker wrote it.");
        return ExitCode.Failure;
    }

    private static int Report(ChainVerifier verifier, string target, TextWriter output)
    {
        var count = verifier.FirstSeq == 0 ? 0 : verifier.LastSeq - verifier.FirstSeq + 1;
        var files = RotatedFiles.Numbers(target).Count + (File.Exists(target) ? 1 : 0);
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

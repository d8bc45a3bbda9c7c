using System.Globalization;
using Broker.Service.Auditing.Chain;
using Broker.Service.Configuration;

namespace Broker.Service.Auditing.Verification;

/// <summary>The command <c>verify-events FILE</c>: verifies the chain of the event file and the rotated files.</summary>
internal static class VerifyEventsCommand
{
    // A running broker may rotate the files or write the head while they are read; then they are read again.
    private const int MaxAttempts = 5;

    /// <summary>Prints the result to <paramref name="output"/>, or the fault to <paramref name="error"/>; returns the exit code.</summary>
    public static int Run(string path, TextWriter output, TextWriter error)
    {
        try
        {
            var target = EventFileTarget.Resolve(Path.GetFullPath(path));
            if (Directory.Exists(target) || !Exists(target))
            {
                error.WriteLine($"There is no event log {DisplayText.Plain(path, 400)}. Name the file that events_path names.");
                return ExitCode.BadConfiguration;
            }

            var verifier = Verify(target);
            return verifier.Fault is { } fault ? Report(fault, target, error) : Report(verifier, target, output);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error.WriteLine($"{DisplayText.Plain(path, 400)} cannot be read: {DisplayText.Plain(failure.Message, 400)}");
            return ExitCode.BadConfiguration;
        }
    }

    private static bool Exists(string target) =>
        File.Exists(target)
        || (Directory.Exists(Path.GetDirectoryName(target))
            && (File.Exists(ChainHead.GetPath(target)) || RotatedFiles.Numbers(target).Count > 0));

    private static ChainVerifier Verify(string target)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = TakeSnapshot(target);
            // Read first: the broker writes lines before the head.
            var verifier = new ChainVerifier(ChainHead.Read(target));
            var isLast = attempt == MaxAttempts;
            try
            {
                ReadAll(target, verifier);
                if (verifier.Fault is null || isLast || TakeSnapshot(target) == before)
                {
                    return verifier;
                }
            }
            catch (FileNotFoundException) when (!isLast)
            {
                // Renamed by a rotation; read again.
            }
        }
    }

    /// <summary>Returns what a rotation or write changes. A head read during a write may be half old, half new.</summary>
    private static string TakeSnapshot(string target) => string.Join(' ', RotatedFiles.Numbers(target)
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

using System.Text;

namespace Broker.AppHost.Embedded.Dashboard.Scan;

/// <summary>Scans what the broker appends to its events file, from where the file ended when it was first looked at.</summary>
/// <param name="scan">Looks for secrets.</param>
internal sealed class EventsScan(SecretScan scan)
{
    /// <summary>The variable of a resource that names the file.</summary>
    public const string Variable = "Broker__events_path";

    private const int PieceBytes = 256 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<string, long> _read = new(StringComparer.Ordinal);

    /// <summary>Looks at the files again and again.</summary>
    /// <param name="files">The files as they are known at the moment: whose, and where.</param>
    /// <param name="time">Measures the pauses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<IReadOnlyDictionary<string, string>> files, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            do
            {
                foreach (var (owner, path) in files())
                {
                    Look(owner, path);
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    /// <summary>Scans the lines that were added since the last look. A file that cannot be read now is tried again with the next.</summary>
    /// <param name="owner">Whose file it is.</param>
    /// <param name="path">Where it is.</param>
    public void Look(string owner, string path)
    {
        try
        {
            if (!_read.TryGetValue(path, out var from))
            {
                _read[path] = File.Exists(path) ? new FileInfo(path).Length : 0;
            }
            else if (File.Exists(path))
            {
                _read[path] = Read(owner, path, from);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Another look comes.
        }
    }

    private long Read(string owner, string path, long from)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // Shorter than before: somebody began it anew.
        var at = from > file.Length ? 0 : from;
        var piece = new byte[PieceBytes];
        while (at < file.Length)
        {
            file.Position = at;
            var bytes = piece.AsSpan(0, file.ReadAtLeast(piece, PieceBytes, throwOnEndOfStream: false));
            var whole = bytes.LastIndexOf((byte)'\n') + 1;
            if (whole == 0 && bytes.Length < PieceBytes)
            {
                break;
            }

            // A line longer than a piece is no event; it is scanned in pieces all the same.
            var lines = bytes[..(whole == 0 ? bytes.Length : whole)];
            foreach (var line in Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                scan.Read(ScanKind.Events, owner, line);
            }

            at += lines.Length;
            scan.Tell();
        }

        return at;
    }
}

namespace Broker.AppHost.Embedded.Dashboard.Scan;

/// <summary>Scans what the broker appends to its events file, from where the file ended when it was first looked at.</summary>
/// <param name="scan">Looks for secrets.</param>
internal sealed class EventsScan(SecretScan scan)
{
    /// <summary>The variable of a resource that names the file.</summary>
    public const string Variable = "Broker__events_path";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<string, EventsTail> _tails = new(StringComparer.Ordinal);

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
            if (!_tails.TryGetValue(path, out var tail))
            {
                tail = new EventsTail(path);
                tail.Begin();
                _tails[path] = tail;
                return;
            }

            var any = false;
            foreach (var line in tail.NewLines())
            {
                scan.Read(ScanKind.Events, owner, line);
                any = true;
            }

            if (any)
            {
                scan.Tell();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Another look comes.
        }
    }
}

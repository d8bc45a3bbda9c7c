using System.Globalization;
using Broker.Service.Configuration;
using Broker.Service.Configuration.Sections;

namespace Broker.Service.Credentials;

/// <summary>
/// The source <c>file</c>: what a file holds, a mounted secret above all. Only a regular file is read, and only within a time limit: a pipe or
/// a device could keep a request for ever.
/// </summary>
/// <param name="source">The source; its kind is <see cref="SecretSourceKind.File"/>.</param>
/// <param name="timeProvider">Measures the time limit, and how long ago the file changed.</param>
/// <param name="logger">Learns of a file that others may read or change.</param>
/// <param name="open">Opens the file; as the system does when null.</param>
internal sealed partial class FileSecretResolver(
    SecretSourceOptions source, TimeProvider timeProvider, ILogger<FileSecretResolver> logger, Func<string, Stream>? open = null) : ISecretResolver
{
    /// <summary>Longest wait for the file: its file system may be one on a network.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// As long as one tick of the coarsest clock of any file system (FAT). Who writes twice within a tick leaves no trace of it: a file that
    /// was read so soon after a change is read once more.
    /// </summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private readonly string _path = source.Path ?? throw new ArgumentException("The source names no file.", nameof(source));
    private volatile Reading? _last;

    /// <inheritdoc/>
    public string Label { get; } = source.Label;

    /// <inheritdoc/>
    public bool HasChanged() =>
        _last is not { } last || FileStamp.Of(_path) != last.Stamp || (last.IsEarly && timeProvider.GetElapsedTime(last.Begun) >= Tick);

    /// <inheritdoc/>
    public async ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken)
    {
        // Taken before the file is read: what changes meanwhile is a change still.
        var stamp = FileStamp.Of(_path);
        Note(stamp);
        if (stamp.Kind == FileStamp.What.Other)
        {
            return Unavailable($"it is no regular file");
        }

        using var content = new BoundedOutput(BoundedOutput.UsualLimit);
        try
        {
            // On a thread of its own, since not even opening it can be cancelled.
            await Task.Run(() => FillAsync(content, cancellationToken), cancellationToken).WaitAsync(TimeLimit, timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            return Unavailable($"the file could not be read within {TimeLimit.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => Unavailable($"the file does not exist"),
                UnauthorizedAccessException => Unavailable($"access to the file is denied"),
                _ => Unavailable($"the file cannot be read"),
            };
        }

        return content.IsExceeded
            ? Unavailable($"the file is longer than {BoundedOutput.UsualLimit} bytes")
            : SecretResult.Read(content.CopyTaken().Span, $"{Label}: the value in the file");
    }

    // In nobody's way: the file may be written, renamed and deleted meanwhile. Without a buffer, which would not be wiped.
    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);

    private async Task FillAsync(BoundedOutput content, CancellationToken cancellationToken)
    {
        await using var file = (open ?? Open)(_path);
        await content.FillAsync(file, cancellationToken);
    }

    private void Note(FileStamp stamp)
    {
        var isEarly = Math.Abs(timeProvider.GetUtcNow().UtcTicks - stamp.Changed) < Tick.Ticks;
        var before = _last;
        _last = new(stamp, isEarly, timeProvider.GetTimestamp());
        if (stamp != before?.Stamp && ConfiguredFile.FindSecretWarning(_path, stamp.Mode) is { } warning)
        {
            Log.OpenToOthers(logger, warning);
        }
    }

    private SecretResult.Unavailable Unavailable(FormattableString problem) =>
        new($"{Label}: {problem.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The last time that the file was read.</summary>
    private sealed record Reading(FileStamp Stamp, bool IsEarly, long Begun);

    private static partial class Log
    {
        [LoggerMessage(304, LogLevel.Warning, "{Warning}", EventName = nameof(OpenToOthers))]
        public static partial void OpenToOthers(ILogger logger, string warning);
    }
}

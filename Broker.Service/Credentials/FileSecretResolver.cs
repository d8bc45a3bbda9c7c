using System.Globalization;
using Broker.Service.Configuration;
using Broker.Service.Configuration.Sections;

namespace Broker.Service.Credentials;

/// <summary>
/// The source <c>file</c>: the content of a file, such as a mounted secret. Only a regular file is read, and within a time limit: a pipe or
/// a device could block a request for ever.
/// </summary>
/// <param name="source">Its kind is <see cref="SecretSourceKind.File"/>.</param>
/// <param name="open">Opens the file; null for the file system.</param>
internal sealed partial class FileSecretResolver(
    SecretSourceOptions source, TimeProvider timeProvider, ILogger<FileSecretResolver> logger, Func<string, Stream>? open = null) : ISecretResolver
{
    /// <summary>Time limit of a read: the file system may be a network one.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Longest tick of a file system's clock (FAT). Two writes within one tick cannot be told apart, so a file that was read within a tick
    /// of its last change is read once more.
    /// </summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private readonly string _path = source.Path ?? throw new ArgumentException("The source names no file.", nameof(source));
    private volatile Reading? _last;

    public string Label { get; } = source.Label;

    public bool HasChanged() =>
        _last is not { } last
        || FileStamp.Take(_path) != last.Stamp
        || (last.IsRecent && timeProvider.GetElapsedTime(last.Started) >= Tick);

    public async ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken)
    {
        // Taken before the read, so that a change during it is noticed.
        var stamp = FileStamp.Take(_path);
        RecordStamp(stamp);
        if (stamp.Kind == FileStamp.What.Other)
        {
            return Unavailable($"it is no regular file");
        }

        using var content = new BoundedOutput(BoundedOutput.UsualLimit);
        try
        {
            // On a thread of its own, since opening a file cannot be cancelled.
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

    // Shared: writes, renames and deletes by other processes are allowed. Unbuffered, since the buffer would not be wiped.
    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);

    private async Task FillAsync(BoundedOutput content, CancellationToken cancellationToken)
    {
        await using var file = (open ?? Open)(_path);
        await content.FillAsync(file, cancellationToken);
    }

    private void RecordStamp(FileStamp stamp)
    {
        var isRecent = Math.Abs(timeProvider.GetUtcNow().UtcTicks - stamp.Changed) < Tick.Ticks;
        var before = _last;
        _last = new(stamp, isRecent, timeProvider.GetTimestamp());
        if (stamp != before?.Stamp && ConfiguredFile.FindSecretWarning(_path, stamp.Mode) is { } warning)
        {
            Log.OpenToOthers(logger, warning);
        }
    }

    private SecretResult.Unavailable Unavailable(FormattableString problem) =>
        new($"{Label}: {problem.ToString(CultureInfo.InvariantCulture)}");

    private sealed record Reading(FileStamp Stamp, bool IsRecent, long Started);

    private static partial class Log
    {
        [LoggerMessage(304, LogLevel.Warning, "{Warning}", EventName = nameof(OpenToOthers))]
        public static partial void OpenToOthers(ILogger logger, string warning);
    }
}

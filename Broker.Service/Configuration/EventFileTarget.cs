namespace Broker.Service.Configuration;

/// <summary>
/// What a path to an event file leads to in the end, links followed. What lies beside the event file (its head, the files rotated away)
/// lies beside this one, by whatever name the file is called.
/// </summary>
internal static class EventFileTarget
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    // The last is there to try what happens on a full disk.
    private static readonly string[] Streams = ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/full"];

    /// <summary>Follows links, except those of standard streams; returns the path itself if they form a cycle.</summary>
    /// <param name="path">Full path of the event file.</param>
    public static string Resolve(string path)
    {
        var target = path;
        for (var link = 0; link < MostLinks; link++)
        {
            if (IsStream(target) || new FileInfo(target).LinkTarget is not { } next)
            {
                return target;
            }

            target = Path.GetFullPath(next, Path.GetDirectoryName(target)!);
        }

        return path;
    }

    /// <summary>Whether events only go through it: it has no length, no place for files beside it, and no owner.</summary>
    /// <param name="target">What <see cref="Resolve"/> returned.</param>
    public static bool IsStream(string target) => !OperatingSystem.IsWindows() && Streams.Contains(target);
}

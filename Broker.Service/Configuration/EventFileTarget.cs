namespace Broker.Service.Configuration;

/// <summary>Resolves the links of a path to an event file. The head and the rotated files lie beside the resolved file.</summary>
internal static class EventFileTarget
{
    // The limit of Linux.
    private const int MaxLinks = 40;

    // The last one simulates a full disk.
    private static readonly string[] Streams = ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/full"];

    /// <summary>Follows links, except those of standard streams; returns the path itself if they form a cycle.</summary>
    /// <param name="path">Full path of the event file.</param>
    public static string Resolve(string path)
    {
        var target = path;
        for (var link = 0; link < MaxLinks; link++)
        {
            if (IsStream(target) || new FileInfo(target).LinkTarget is not { } next)
            {
                return target;
            }

            target = Path.GetFullPath(next, Path.GetDirectoryName(target)!);
        }

        return path;
    }

    /// <summary>Returns true for a stream: it has no length, no lock and no files beside it.</summary>
    /// <param name="target">A resolved path.</param>
    public static bool IsStream(string target) => !OperatingSystem.IsWindows() && Streams.Contains(target);
}

namespace Broker.Service.Auditing;

/// <summary>Resolves the path of the event file. Lock, head and rotated files are placed beside the file it leads to.</summary>
internal static class EventFileTarget
{
    /// <summary>Follows links to the file that the path leads to; returns the path itself if it is no link.</summary>
    /// <exception cref="IOException">The links form a cycle.</exception>
    public static string Resolve(string path)
    {
        // A rotation may rename the file meanwhile. It is no link then, and is not looked at again.
        var isLink = new FileInfo(path) is { Exists: true, LinkTarget: not null };
        return (isLink ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
    }

    /// <summary>True if the target is a device: no file can be created beside it.</summary>
    public static bool IsDevice(string target) => target.StartsWith("/dev/", StringComparison.Ordinal);
}

namespace Broker.Service.Auditing;

/// <summary>
/// The file that a path to an event file leads to in the end, links followed. What lies beside the event file (its lock, its head,
/// the files rotated away) lies beside this one, by whatever name the file is called.
/// </summary>
internal static class EventFileTarget
{
    /// <summary>Follows links.</summary>
    /// <param name="path">Full path of the event file.</param>
    /// <exception cref="IOException">The links go in a circle.</exception>
    public static string Of(string path)
    {
        // A file that a rotation moves away meanwhile is no link, and nothing is asked of it again.
        var isLink = new FileInfo(path) is { Exists: true, LinkTarget: not null };
        return (isLink ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
    }

    /// <summary>Whether nothing may be made beside it: a device.</summary>
    /// <param name="target">What <see cref="Of"/> returned.</param>
    public static bool IsDevice(string target) => target.StartsWith("/dev/", StringComparison.Ordinal);
}

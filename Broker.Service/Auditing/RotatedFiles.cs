using System.Globalization;
using Broker.Service.Configuration;

namespace Broker.Service.Auditing;

/// <summary>The event files that were moved out of the way: <c>FILE.1</c> is the newest, the highest number the oldest.</summary>
internal static class RotatedFiles
{
    /// <summary>Path of one of them.</summary>
    /// <param name="target">The event file.</param>
    /// <param name="number">From 1.</param>
    public static string Name(string target, int number) => string.Create(CultureInfo.InvariantCulture, $"{target}.{number}");

    /// <summary>The numbers that are there, newest first.</summary>
    /// <param name="target">The event file.</param>
    public static IReadOnlyList<int> Numbers(string target)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(target)!);
        var prefix = Path.GetFileName(target) + ".";
        return [.. folder.EnumerateFiles()
            .Where(file => file.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => int.TryParse(file.Name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && file.Name.Length == Name(prefix, number).Length - 1 ? number : 0)
            // A date behind the name is somebody else's.
            .Where(number => number is > 0 and <= EventSettings.MostKept)
            .Order()];
    }

    /// <summary>Makes room for a new event file: each one moves on by a number, and the oldest are dropped.</summary>
    /// <param name="target">The event file.</param>
    /// <param name="keep">How many are kept.</param>
    public static void Shift(string target, int keep)
    {
        foreach (var number in Numbers(target).Where(number => number > keep))
        {
            // Left from a time when more were kept.
            File.Delete(Name(target, number));
        }

        // A crash amid this leaves a gap; nothing needs to move on past it.
        var free = 1;
        while (free < keep && Path.Exists(Name(target, free)))
        {
            free++;
        }

        for (; free > 1; free--)
        {
            File.Move(Name(target, free - 1), Name(target, free), overwrite: true);
        }

        File.Move(target, Name(target, 1), overwrite: true);
    }
}

using System.Globalization;
using Broker.Service.Configuration;

namespace Broker.Service.Auditing;

/// <summary>The rotated event files. <c>FILE.1</c> is the newest, the highest number the oldest.</summary>
internal static class RotatedFiles
{
    /// <summary>Returns the path of a rotated file.</summary>
    /// <param name="number">From 1.</param>
    public static string Name(string target, int number) => string.Create(CultureInfo.InvariantCulture, $"{target}.{number}");

    /// <summary>Returns the numbers of the files that exist, newest first.</summary>
    public static IReadOnlyList<int> Numbers(string target)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(target)!);
        var prefix = Path.GetFileName(target) + ".";
        return [.. folder.EnumerateFiles()
            .Where(file => file.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => int.TryParse(file.Name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && file.Name.Length == Name(prefix, number).Length - 1 ? number : 0)
            // A date behind the name is another program's.
            .Where(number => number is > 0 and <= EventSettings.MaxKept)
            .Order()];
    }

    /// <summary>Renames the event file to <c>FILE.1</c> and each rotated file to the next number; deletes the oldest.</summary>
    /// <param name="keep">How many rotated files are kept.</param>
    public static void Shift(string target, int keep)
    {
        foreach (var number in Numbers(target).Where(number => number > keep))
        {
            // Left over from a higher limit.
            File.Delete(Name(target, number));
        }

        // A crash between two renames leaves a gap; files beyond it keep their numbers.
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

using System.Text;

namespace Broker.Service.Auditing.Chain;

/// <summary>Finds the last complete line of a chain, which the next one continues.</summary>
internal static class ChainTail
{
    // Far longer than a line that a crash cut short and the blanks it left.
    private const int Window = 64 * 1024;

    /// <summary>Searches the end of the event file, then of the newest rotated one; null if no line has a hash.</summary>
    public static ChainLink? Find(string target) =>
        Last(target) ?? RotatedFiles.Numbers(target).Take(1).Select(number => Last(RotatedFiles.Name(target, number))).FirstOrDefault();

    private static ChainLink? Last(string path)
    {
        using var file = OwnerOnlyFile.OpenForReading(path);
        file.Position = Math.Max(0, file.Length - Window);
        var bytes = new byte[Window];
        var rest = bytes.AsSpan(0, file.ReadAtLeast(bytes, Window, throwOnEndOfStream: false));
        while (!rest.IsEmpty)
        {
            var start = rest.TrimEnd((byte)'\n').LastIndexOf((byte)'\n') + 1;
            if (ChainedLine.TryParse(rest[start..].TrimEnd((byte)'\n'), out var line))
            {
                return new ChainLink(line.Seq, Encoding.ASCII.GetString(line.Hash));
            }

            rest = rest[..start];
        }

        return null;
    }
}

using System.Globalization;
using System.Text;

namespace Broker.AppHost.Embedded.Dashboard.Scan;

/// <summary>Follows an events file: gives the lines that were added since the last look, also those that were rotated away meanwhile.</summary>
/// <param name="path">Where the file is. Beside it, <c>PATH.1</c> is the newest of those that were rotated away.</param>
internal sealed class EventsTail(string path)
{
    private const int PieceBytes = 256 * 1024;
    private const int HeadBytes = 512;
    private const int MostRotated = 1_000;

    // No two files begin alike: the first event has a time and a place in the chain.
    private byte[] _head = [];
    private long _at;

    /// <summary>Takes what is there now as read.</summary>
    public void Begin()
    {
        foreach (var file in Files())
        {
            using (file)
            {
                (_head, _at) = (HeadOf(file), file.Length);
            }

            // One that was just begun tells nothing yet; the one before it does.
            if (_head.Length > 0)
            {
                return;
            }
        }
    }

    /// <summary>The lines that are new, oldest first.</summary>
    public IEnumerable<string> NewLines()
    {
        var unread = new Stack<FileStream>();
        try
        {
            var found = Find(unread);
            // Where it ended is gone: what there is now was begun after it, and what was rotated away perhaps before.
            while (!found && _head.Length > 0 && unread.Count > 1)
            {
                unread.Pop().Dispose();
            }

            while (unread.TryPeek(out var file))
            {
                // One that was just begun tells nothing yet.
                if (HeadOf(file) is { Length: > 0 } head)
                {
                    (_head, _at) = (head, found ? _at : 0);
                    foreach (var line in Rest(file))
                    {
                        yield return line;
                    }
                }

                found = false;
                unread.Pop().Dispose();
            }
        }
        finally
        {
            foreach (var file in unread)
            {
                file.Dispose();
            }
        }
    }

    /// <summary>Opens the files from the newest to the one that was read last.</summary>
    /// <returns>Whether that one is there.</returns>
    private bool Find(Stack<FileStream> unread)
    {
        byte[] last = [];
        foreach (var file in Files())
        {
            var head = HeadOf(file);
            if (head.Length > 0 && head.AsSpan().SequenceEqual(last))
            {
                // Rotated between two looks of this loop.
                file.Dispose();
                continue;
            }

            unread.Push(file);
            last = head;
            if (_head.Length > 0 && head.AsSpan().StartsWith(_head))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<FileStream> Files()
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        for (var number = 0; number <= MostRotated; number++)
        {
            var name = number == 0 ? target : string.Create(CultureInfo.InvariantCulture, $"{target}.{number}");
            if (File.Exists(name))
            {
                // Whoever rotates may move it all the same.
                yield return new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            else if (number > 0)
            {
                yield break;
            }
        }
    }

    private static byte[] HeadOf(FileStream file)
    {
        var head = new byte[HeadBytes];
        file.Position = 0;
        var length = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return head[..length];
    }

    private IEnumerable<string> Rest(FileStream file)
    {
        // Shorter than before: somebody began it anew.
        _at = _at > file.Length ? 0 : _at;
        var piece = new byte[PieceBytes];
        while (_at < file.Length)
        {
            file.Position = _at;
            var read = file.ReadAtLeast(piece, PieceBytes, throwOnEndOfStream: false);
            var whole = piece.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            if (whole == 0 && read < PieceBytes)
            {
                yield break;
            }

            // A line longer than a piece is no event; it is read in pieces all the same.
            var lines = Encoding.UTF8.GetString(piece, 0, whole == 0 ? read : whole);
            _at += whole == 0 ? read : whole;
            foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                yield return line;
            }
        }
    }
}

using Broker.Service.Auditing.Chain;
using Broker.Service.Configuration;

namespace Broker.Service.Auditing.Verification;

/// <summary>
/// The head and the files of an event log, held open: a rotation meanwhile renames or deletes them, but they stay readable. Lines written
/// after opening may or may not be included.
/// </summary>
internal sealed class OpenedLog : IDisposable
{
    private readonly List<(string Name, FileStream Stream)> _files = [];
    private readonly HashSet<(long Device, long Number)> _known = [];

    /// <summary>Opens the head and every file.</summary>
    /// <exception cref="IOException">Something there cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Something there may not be opened.</exception>
    public OpenedLog(string target)
    {
        try
        {
            // The head first: the broker writes lines before it. Then from the newest file to the oldest, the direction of renames: a renamed file
            // is met again, and none is missed. A listing of the folder could miss one.
            HasHead = FileStamp.Take(ChainHead.GetPath(target)).Kind != FileStamp.What.Nothing;
            Head = ChainHead.Read(target);
            Add(target);
            for (var number = 1; number <= EventSettings.MaxKept; number++)
            {
                Add(RotatedFiles.Name(target, number));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>True if there is a head, damaged or not.</summary>
    public bool HasHead { get; }

    /// <summary>The head; null if it is missing or damaged.</summary>
    public ChainLink? Head { get; }

    /// <summary>The files, oldest first, each with its name.</summary>
    public IEnumerable<(string Name, FileStream Stream)> Files => _files.AsEnumerable().Reverse();

    /// <summary>How many files there are.</summary>
    public int Count => _files.Count;

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Stream.Dispose());

    private void Add(string path)
    {
        if (FileStamp.Take(path).Kind == FileStamp.What.Nothing || Directory.Exists(path))
        {
            return;
        }

        FileStream stream;
        try
        {
            stream = OwnerOnlyFile.OpenForReading(path);
        }
        catch (FileNotFoundException)
        {
            // Renamed meanwhile.
            return;
        }

        if (!OperatingSystem.IsWindows() && FileStamp.Take(stream.SafeFileHandle) is var stamp && !_known.Add((stamp.Device, stamp.Number)))
        {
            stream.Dispose();
            return;
        }

        _files.Add((Path.GetFileName(path), stream));
    }
}

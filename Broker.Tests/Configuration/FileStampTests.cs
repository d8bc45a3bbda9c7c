using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

public sealed class FileStampTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public FileStampTests()
    {
        _path = _folder.File("file");
        File.WriteAllText(_path, "12345");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_AFile_HasItsLengthTimeAndPermissions()
    {
        UnixFiles.SetMode(_path, "640");

        var stamp = FileStamp.Take(_path);

        Assert.Equal((FileStamp.What.RegularFile, 5L), (stamp.Kind, stamp.Length));
        Assert.InRange(stamp.Changed, File.GetLastWriteTimeUtc(_path).Ticks, DateTime.UtcNow.AddMinutes(1).Ticks);
        Assert.Equal(OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(_path), stamp.Mode);
    }

    [Fact]
    public void Of_AFileLeftAlone_IsTheSameAgain()
    {
        var stamp = FileStamp.Take(_path);
        File.ReadAllText(_path);

        Assert.Equal(stamp, FileStamp.Take(_path));
    }

    [Fact]
    public void Of_AFileWithAnotherOfItsLengthAndTimeInItsPlace_IsAnother()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has these two to go by.");
        var stamp = FileStamp.Take(_path);
        var written = File.GetLastWriteTimeUtc(_path);

        UnixFiles.Replace(_path, "54321");
        File.SetLastWriteTimeUtc(_path, written);

        Assert.Equal((5L, written), (FileStamp.Take(_path).Length, File.GetLastWriteTimeUtc(_path)));
        Assert.NotEqual(stamp, FileStamp.Take(_path));
        Assert.False(stamp.IsSameFile(FileStamp.Take(_path)));
    }

    [Fact]
    public void Of_NothingAFolderAndAPipe_SaysWhatIsThere()
    {
        Assert.Equal(FileStamp.What.Nothing, FileStamp.Take(_folder.File("missing")).Kind);
        Assert.Equal(FileStamp.What.Nothing, FileStamp.Take(Path.Combine(_path, "below")).Kind);
        Assert.Equal(FileStamp.What.Other, FileStamp.Take(_folder.Path).Kind);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(FileStamp.What.Other, FileStamp.Take("/dev/null").Kind);
        }
    }

    [Fact]
    public void IsSameFile_OfALink_IsTrueAndOfAnotherFileIsNot()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        File.CreateSymbolicLink(_folder.File("link"), "file");
        File.WriteAllText(_folder.File("other"), "12345");

        Assert.True(FileStamp.Take(_folder.File("link")).IsSameFile(FileStamp.Take(_path)));
        Assert.False(FileStamp.Take(_folder.File("other")).IsSameFile(FileStamp.Take(_path)));
        Assert.False(default(FileStamp).IsSameFile(default));
    }

    [Fact]
    public void Of_AtEachRequest_TakesNoMemory()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There it takes some.");
        FileStamp.Take(_path);
        var memory = GC.GetAllocatedBytesForCurrentThread();
        FileStamp.Take(_path);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - memory);
    }
}

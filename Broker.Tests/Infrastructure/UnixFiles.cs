namespace Broker.Tests.Infrastructure;

/// <summary>What .NET cannot make or set in the same way everywhere.</summary>
internal static class UnixFiles
{
    /// <summary>Why a test is not for Windows.</summary>
    public const string Only = "Windows has neither named pipes in folders nor permission bits.";

    /// <summary>Makes a named pipe; to open it for reading waits until somebody opens it for writing.</summary>
    public static async Task MakePipeAsync(string path, CancellationToken cancellationToken)
    {
        Assert.Equal(0, (await ChildProgram.RunAsync("mkfifo", [path], null, cancellationToken)).Code);
    }

    /// <summary>Sets permissions, written as octal digits are; does nothing on Windows.</summary>
    public static void SetMode(string path, string octal)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(octal, 8));
        }
    }

    /// <summary>Nobody but its owner may read a file. Windows has the folder's access list for that.</summary>
    public static void AssertOwnersAlone(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    /// <summary>Puts a file in the place of another, as editors and rotating programs do.</summary>
    public static void Replace(string path, string text)
    {
        var fresh = $"{path}.new";
        File.WriteAllText(fresh, text);
        SetMode(fresh, "600");
        File.Move(fresh, path, overwrite: true);
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Broker.Service.Credentials;

/// <summary>
/// Finds the program of a command, in <c>PATH</c> only. The system's own search would first try the working folder and the folder of the
/// broker, where anybody could have put a program.
/// </summary>
internal static class ProgramLocator
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] WindowsSuffixes = [".exe", ".com", ".cmd", ".bat"];

    /// <summary>Allowed characters of arguments of a batch file; see <see cref="TryLocate"/>.</summary>
    private static readonly SearchValues<char> BatchSafe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./\\:@+=, ");

    /// <summary>
    /// Finds the program. On Windows tries the suffixes <c>.exe</c> and <c>.com</c>, then <c>.cmd</c> and <c>.bat</c> (<c>az</c> is one).
    /// Windows passes a batch file to its command interpreter, so its arguments must not contain anything that the interpreter treats as
    /// more than text; they are not quoted. On other systems the file must be executable.
    /// </summary>
    /// <param name="path">Full path of the program.</param>
    /// <param name="problem">Why there is none, with the first word only.</param>
    public static bool TryLocate(
        CommandSpec spec, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out string? problem)
    {
        var word = spec.Argv[0];
        path = Candidates(word, spec.Environment).FirstOrDefault(IsProgram);
        problem = path switch
        {
            null => $"program not found: {word}",
            _ when IsUnsafeBatch(path, spec.Argv) =>
                $"{word} is a batch file, so its arguments may hold letters, digits, spaces and -_./\\:@+=, only",
            _ => null,
        };
        return path is not null && problem is null;
    }

    /// <summary>Returns true if the command interpreter of Windows would treat a part of the command as more than text.</summary>
    internal static bool IsUnsafeBatch(string path, IEnumerable<string> argv) =>
        // Windows ignores trailing dots and spaces of a file name. The path itself is always quoted.
        Path.GetExtension(path.AsSpan().TrimEnd(". ")) is var extension
        && (extension.Equals(".cmd", StringComparison.OrdinalIgnoreCase) || extension.Equals(".bat", StringComparison.OrdinalIgnoreCase))
        && (path.AsSpan().ContainsAny('%', '!', '"') || argv.Skip(1).Any(word => word.AsSpan().ContainsAnyExcept(BatchSafe)));

    private static IEnumerable<string> Candidates(string word, IReadOnlyDictionary<string, string> environment)
    {
        var hasFolder = word.AsSpan().ContainsAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        var folders = hasFolder
            ? [Environment.CurrentDirectory]
            : environment.GetValueOrDefault("PATH", "").Split(Path.PathSeparator).Where(Path.IsPathFullyQualified);
        string[] asWritten = !OperatingSystem.IsWindows() || Path.HasExtension(word) ? [""] : [];
        string[] suffixes = [.. asWritten, .. OperatingSystem.IsWindows() ? WindowsSuffixes : []];

        return from folder in folders from suffix in suffixes select Path.GetFullPath(word + suffix, folder);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Broker.Service.Credentials;

/// <summary>
/// Finds the program that the first word of a command names: in <c>PATH</c> alone. The system's own search would take one lying
/// in the working folder or beside the broker first, which anybody could have put there.
/// </summary>
internal static class ProgramLocator
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] WindowsSuffixes = [".exe", ".com", ".cmd", ".bat"];

    /// <summary>What arguments of a batch file may consist of; see <see cref="TryLocate"/>.</summary>
    private static readonly SearchValues<char> BatchSafe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./\\:@+=, ");

    /// <summary>
    /// Finds the program. On Windows the suffixes <c>.exe</c> and <c>.com</c> are tried, then <c>.cmd</c> and <c>.bat</c>
    /// (<c>az</c> is one). Windows itself hands a batch file to its command interpreter, so one runs only when no argument has
    /// anything that interpreter could take for more than text; <c>cmd</c> quoting is not attempted. Elsewhere the
    /// file must have a right to execute.
    /// </summary>
    /// <param name="spec">The command.</param>
    /// <param name="path">Full path of the program.</param>
    /// <param name="problem">Why there is none, naming the first word only.</param>
    /// <returns>Whether there is a program to run.</returns>
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

    /// <summary>Whether a command would have Windows' command interpreter read more than text.</summary>
    /// <param name="path">The program.</param>
    /// <param name="argv">The command.</param>
    internal static bool IsUnsafeBatch(string path, IEnumerable<string> argv) =>
        // Windows ignores dots and spaces at the end of a file's name. The path itself is always quoted.
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

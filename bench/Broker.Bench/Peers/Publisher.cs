using System.Runtime.InteropServices;
using Broker.Bench.Processes;
using Broker.Wire;

namespace Broker.Bench.Peers;

/// <summary>Publishes programs as users do, into folders that no other build uses.</summary>
/// <param name="repository">The repository's folder.</param>
/// <param name="publish">Whether to; otherwise what was published last time is taken as it is.</param>
internal sealed class Publisher(string repository, bool publish)
{
    private readonly string _folder = Path.Combine(repository, "artifacts", "bench");

    /// <summary>A program for the just-in-time compiler.</summary>
    /// <param name="name">What the tables call it.</param>
    /// <param name="project">The project's folder, from the repository's.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="BenchException">It could not be published, or was not.</exception>
    public async Task<Publication> JitAsync(string name, string project, CancellationToken cancellationToken) => Publication.Jit(
        name,
        await PublishAsync(project, "jit", [], Path.GetFileName(project) + ".dll", cancellationToken));

    /// <summary>A program compiled ahead of time.</summary>
    /// <param name="name">What the tables call it.</param>
    /// <param name="project">The project's folder, from the repository's.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="BenchException">It could not be published, or was not.</exception>
    public async Task<Publication> AotAsync(string name, string project, CancellationToken cancellationToken) => Publication.Aot(
        name,
        await PublishAsync(
            project,
            "aot",
            ["-r", RuntimeIdentifier, "-p:PublishAot=true"],
            Path.GetFileName(project) + (OperatingSystem.IsWindows() ? ".exe" : ""),
            cancellationToken));

    private static string RuntimeIdentifier =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + "-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    private async Task<string> PublishAsync(string project, string kind, string[] arguments, string file, CancellationToken cancellationToken)
    {
        var output = Path.Combine(_folder, Path.GetFileName(project), kind);
        var program = Path.Combine(output, file);
        if (publish)
        {
            Console.WriteLine($"Publishing: dotnet publish {project} -c Release {string.Join(' ', arguments)}");
            // Without intermediate files of its own, it would undo what the next ordinary build has restored.
            await using var process = ChildPrograms.Start(ChildProgram.DotNet, [
                "publish", Path.Combine(repository, project), "-c", "Release", .. arguments,
                "--artifacts-path", output + "-build", "-o", output, "-v", "quiet", "--nologo", "-nodeReuse:false"]);
            var said = await process.ReadToEndAsync(cancellationToken);
            if (!File.Exists(program) || said.Contains("error", StringComparison.Ordinal))
            {
                throw new BenchException($"It could not be published (Native AOT needs a linker; Debian: apt-get install gcc). {said.Trim()}");
            }
        }
        else if (!File.Exists(program))
        {
            throw new BenchException("It has not been published yet; run once without --no-publish.");
        }

        return program;
    }
}

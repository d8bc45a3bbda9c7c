using System.Runtime.InteropServices;
using Broker.Bench.Processes;

namespace Broker.Bench.Peers;

/// <summary>Publishes the broker as users do, into folders that no other build uses.</summary>
/// <param name="repository">The repository's folder.</param>
internal sealed class BrokerBuilds(string repository)
{
    private readonly string _folder = Path.Combine(repository, "artifacts", "bench");

    /// <summary>The broker on the just-in-time compiler.</summary>
    public Task<BrokerBuild> JitAsync(bool publish, CancellationToken cancellationToken) =>
        BuildAsync("jit", [], publish, folder => BrokerBuild.Jit(Path.Combine(folder, "Broker.Service.dll")), cancellationToken);

    /// <summary>The broker compiled ahead of time.</summary>
    public Task<BrokerBuild> AotAsync(bool publish, CancellationToken cancellationToken) => BuildAsync(
        "aot",
        ["-r", RuntimeIdentifier, "-p:PublishAot=true"],
        publish,
        folder => BrokerBuild.Aot(Path.Combine(folder, OperatingSystem.IsWindows() ? "Broker.Service.exe" : "Broker.Service")),
        cancellationToken);

    private static string RuntimeIdentifier =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + "-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    private async Task<BrokerBuild> BuildAsync(
        string kind, string[] arguments, bool publish, Func<string, BrokerBuild> describe, CancellationToken cancellationToken)
    {
        var output = Path.Combine(_folder, kind);
        var build = describe(output);
        if (publish)
        {
            Console.WriteLine($"Publishing: dotnet publish Broker.Service -c Release {string.Join(' ', arguments)}");
            // Without intermediate files of its own, it would undo what the next ordinary build has restored.
            await using var process = ChildProcess.Start(DotNet.Path, [
                "publish", Path.Combine(repository, "Broker.Service"), "-c", "Release", .. arguments,
                "--artifacts-path", Path.Combine(_folder, kind + "-build"), "-o", output, "-v", "quiet", "--nologo", "-nodeReuse:false"]);
            var said = await process.ReadToEndAsync(cancellationToken);
            if (!File.Exists(build.Arguments is [var assembly] ? assembly : build.Program) || said.Contains("error", StringComparison.Ordinal))
            {
                throw new BenchException($"It could not be published (Native AOT needs a linker; Debian: apt-get install gcc). {said.Trim()}");
            }
        }
        else if (!Directory.Exists(output))
        {
            throw new BenchException("It has not been published yet; run once without --no-publish.");
        }

        return build;
    }
}

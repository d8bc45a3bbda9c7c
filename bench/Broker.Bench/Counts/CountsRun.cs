using System.Runtime.InteropServices;
using Broker.Bench.Layout;
using Broker.Bench.Peers;
using Broker.Bench.Processes;

namespace Broker.Bench.Counts;

/// <summary>
/// Lets the just-in-time compiler's broker count, under the loads that matter, which way it goes at each branch and which types it meets, and gives
/// the counts to the native compiler, which cannot learn while it runs.
/// </summary>
internal static class CountsRun
{
    /// <summary>Name of the profile, in the broker's folder.</summary>
    public const string FileName = "hot-paths.mibc";

    // Settings of the runtime: all code counts from its first call, and what was counted is written down at the end.
    private static readonly IReadOnlyDictionary<string, string> Counting = new Dictionary<string, string>
    {
        ["DOTNET_ReadyToRun"] = "0",
        ["DOTNET_TieredPGO"] = "1",
        ["DOTNET_TieredPGO_InstrumentOnlyHotCode"] = "0",
        ["DOTNET_WritePGOData"] = "1",
    };

    /// <summary>Writes <c>Broker.Service/hot-paths.mibc</c>.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <param name="publisher">Publishes the broker.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BenchException">A program that it needs is missing, or nothing was counted.</exception>
    public static async Task RunAsync(string repository, Publisher publisher, CancellationToken cancellationToken)
    {
        var build = await publisher.JitAsync(PeerNames.Jit, "Broker.Service", cancellationToken);
        using var workshop = new Workshop();
        var counts = Path.Combine(workshop.Folder("counts"), "counts.txt");
        await using var stub = await StubPeer.StartAsync(0, cancellationToken);
        var environment = new Dictionary<string, string>(Counting) { ["DOTNET_PGODataPath"] = counts };
        await using (var broker = await BrokerPeer.StartAsync(build, stub.Url, workshop.Folder("broker"), environment, cancellationToken))
        {
            foreach (var (name, run) in TypicalLoads.Of(broker, workshop, cancellationToken))
            {
                Console.WriteLine($"Counting: {name}");
                await run();
            }

            await broker.StopAsync(cancellationToken);
        }

        if (!File.Exists(counts))
        {
            throw new BenchException("The runtime has written no counts.");
        }

        using var catalog = new AssemblyCatalog([Path.GetDirectoryName(build.Arguments[0])!, .. SharedFrameworks]);
        var profile = new Profile(catalog);
        foreach (var method in CountsFile.Read(File.ReadLines(counts)))
        {
            profile.Add(method);
        }

        profile.Write(Path.Combine(repository, "Broker.Service", FileName));
        Console.WriteLine($"Written: Broker.Service/{FileName}, {profile.Methods} methods");
    }

    private static IEnumerable<string> SharedFrameworks
    {
        get
        {
            var runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
            return [runtime, Path.Combine(runtime, "..", "..", "Microsoft.AspNetCore.App", Path.GetFileName(runtime))];
        }
    }
}

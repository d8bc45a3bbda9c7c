using System.Security.Cryptography;

namespace Broker.Tests.Sdks;

/// <summary>The folder <c>node/</c> beside the tests, with its dependencies as the lock file names them.</summary>
internal static class NodePackage
{
    private const int OldestNode = 18;

    // What npm says when nobody answers: a matter of the machine, not of the package.
    private static readonly string[] NoNetwork = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH"];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Sdk", "node");

    /// <summary>Makes it ready, or skips the test where that cannot be done. It takes as long as the registry does.</summary>
    /// <returns>Full path of <c>node</c>.</returns>
    public static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var (node, npm) = (NodeProgram.Find("node"), NodeProgram.Find("npm"));
        Assert.SkipWhen(node is null || npm is null, "There is no Node.js with npm on this machine (Debian: apt-get install nodejs npm).");
        var version = await NodeProgram.RunAsync(node!, Folder, ["--print", "process.versions.node"], null, cancellationToken);
        Assert.SkipWhen(int.Parse(version.Output.Split('.')[0], null) < OldestNode, $"Node.js {version.Output.Trim()} is too old: {OldestNode} or later is needed.");
        await InstallAsync(npm!, cancellationToken);
        return node!;
    }

    /// <summary>Runs the scenarios, those named or all.</summary>
    public static Task<NodeExit> RunAsync(string node, string setting, IEnumerable<string> scenarios, CancellationToken cancellationToken) =>
        NodeProgram.RunAsync(node, Folder, ["scenarios.mjs", .. scenarios], setting, cancellationToken);

    private static async Task InstallAsync(string npm, CancellationToken cancellationToken)
    {
        var stamp = Path.Combine(Folder, "node_modules", ".installed");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"), cancellationToken)));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == wanted)
        {
            return;
        }

        var install = await NodeProgram.RunAsync(npm, Folder, ["ci"], null, cancellationToken);
        Assert.SkipWhen(install.Code != 0 && NoNetwork.Any(install.Error.Contains), "npm could not reach its registry, so the JavaScript clients are not there.");
        Assert.True(install.Code == 0, install.Error);
        await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
    }
}

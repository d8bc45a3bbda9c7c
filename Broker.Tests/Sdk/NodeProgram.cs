using System.Diagnostics;
using Broker.Service.Credentials;

namespace Broker.Tests.Sdks;

/// <summary>A program of Node's, run with nothing of the developer's settings in its environment.</summary>
internal static class NodeProgram
{
    /// <summary>Full path of <c>node</c> or <c>npm</c>; null when there is none.</summary>
    public static string? Find(string name) =>
        ProgramLocator.TryLocate(new CommandSpec { Argv = [name], Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" } }, out var path, out _) ? path : null;

    /// <summary>Runs it to its end, which comes at the latest when the test is given up.</summary>
    public static async Task<NodeExit> RunAsync(string program, string folder, IEnumerable<string> arguments, string? setting, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsNotForTheTest).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["SDK_SETTING"] = setting;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new NodeExit(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static bool IsNotForTheTest(string name) =>
        name.StartsWith("OPENAI_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ANTHROPIC_", StringComparison.OrdinalIgnoreCase)
        || name.Equals("NODE_OPTIONS", StringComparison.OrdinalIgnoreCase);
}

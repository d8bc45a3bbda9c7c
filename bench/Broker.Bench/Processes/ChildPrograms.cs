using System.Text.Json;
using Broker.Wire;

namespace Broker.Bench.Processes;

/// <summary>The programs that a measurement starts, each with a small environment.</summary>
internal static class ChildPrograms
{
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "SystemRoot", "TEMP"];

    /// <summary>Starts a program.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside the few that every program needs.</param>
    public static ChildProgram Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) => ChildProgram.Start(
        program,
        arguments,
        new ChildSettings { Inherits = Inherited.Contains, Variables = environment?.Select(variable => (variable.Key, (string?)variable.Value)) ?? [] });

    /// <summary>Waits for the line of JSON that says where it listens.</summary>
    /// <exception cref="BenchException">It has ended instead.</exception>
    public static async Task<Uri> ListenAddressAsync(this ChildProgram child, CancellationToken cancellationToken)
    {
        if (await child.ReadLineAsync(cancellationToken) is not { } line)
        {
            throw new BenchException($"It did not start: {(await child.EndAsync(cancellationToken)).Errors.Trim()}");
        }

        using var json = JsonDocument.Parse(line);
        return new Uri(json.RootElement.GetProperty("listen").GetString()!);
    }

    /// <summary>Waits for its end and gives all of its standard output.</summary>
    public static async Task<string> ReadToEndAsync(this ChildProgram child, CancellationToken cancellationToken) => (await child.EndAsync(cancellationToken)).Output;
}

using System.CommandLine;
using System.Net.Sockets;

namespace Broker.Attacks;

/// <summary>What the program does with its arguments.</summary>
internal static class AttackProgram
{
    /// <summary>Reads the arguments, plays the attacks, prints the scorecard.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var command = new AttackCommand();
        command.SetAction((line, cancel) => AttackAsync(command.Read(line), output, errors, cancel));
        var line = command.Parse(args);
        if (line.Errors.Count > 0)
        {
            await errors.WriteLineAsync(line.Errors[0].Message);
            return ExitCode.Misused;
        }

        return await line.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors }, cancellationToken);
    }

    /// <summary>Plays the attacks and prints the scorecard.</summary>
    /// <param name="settings">Whom to attack, and how.</param>
    /// <param name="output">Where the scorecard goes.</param>
    /// <param name="errors">Where it is said why there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="upstream">A recorder in the upstream's place that listens already; it is closed at the end.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> AttackAsync(
        AttackSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellationToken, Recorder? upstream = null)
    {
        try
        {
            await using var scene = await Scene.SetAsync(settings, upstream, cancellationToken);
            await errors.WriteLineAsync($"{AttackList.All.Count} attacks, one after the other. This takes about a minute and a half.");
            var results = await AttackRun.RunAsync(scene, Console.IsErrorRedirected ? null : count => errors.Write($"\r{count} of {AttackList.All.Count} "), cancellationToken);
            await (settings.IsJson ? JsonScorecard.WriteAsync(scene, results, output) : Scorecard.WriteAsync(scene, results, output));
            return Scorecard.Count(results, Verdict.Open) == 0 ? ExitCode.Held : ExitCode.Open;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            await errors.WriteLineAsync($"Port {settings.UpstreamPort} is taken: name another one with --upstream-port, and point the broker at it.");
        }
        catch (SocketException)
        {
            await errors.WriteLineAsync($"Nobody listens at {settings.Broker.GetLeftPart(UriPartial.Authority)}: start the broker first.");
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Given up.");
        }

        return ExitCode.Misused;
    }
}

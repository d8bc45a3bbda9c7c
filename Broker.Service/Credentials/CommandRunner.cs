using System.ComponentModel;
using System.Diagnostics;

namespace Broker.Service.Credentials;

/// <summary>
/// Runs a program without a shell: arguments are passed unchanged, stdin is closed, stderr is drained. Kills the program and everything
/// it started at the time limit, at the output limit, or on cancellation.
/// </summary>
internal sealed class CommandRunner(TimeProvider timeProvider) : ICommandRunner
{
    /// <summary>
    /// Time limit for the end of the output after the program has ended: a process that it left behind may keep the pipe open for ever.
    /// What the program itself printed has arrived by then.
    /// </summary>
    private static readonly TimeSpan OutputEndLimit = TimeSpan.FromSeconds(2);

    public async Task<CommandResult> RunAsync(CommandSpec spec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!ProgramLocator.TryLocate(spec, out var path, out var problem))
        {
            return new CommandResult.NotStarted(problem);
        }

        var mark = Guid.NewGuid().ToString("N");
        using var process = new Process { StartInfo = Describe(spec, path, mark) };
        if (!TryStart(process))
        {
            return new CommandResult.NotStarted($"program cannot be started: {spec.Argv[0]}");
        }

        using var limit = new CancellationTokenSource(spec.TimeLimit, timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        CommandResult? result = null;
        try
        {
            process.StandardInput.Close();
            return result = await FollowAsync(process, spec, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CommandResult.TimedOut();
        }
        finally
        {
            await stop.CancelAsync();
            if (result is not CommandResult.Completed)
            {
                await ProcessTree.EndAsync(process, mark);
            }
        }
    }

    private static ProcessStartInfo Describe(CommandSpec spec, string path, string mark)
    {
        var start = new ProcessStartInfo(path, spec.Argv.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = !spec.ShowsErrors,
        };
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[ProcessTree.MarkVariable] = mark;

        return start;
    }

    private static bool TryStart(Process process)
    {
        try
        {
            return process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return false;
        }
    }

    private static async Task DrainAsync(Stream stream, CancellationToken cancellationToken) =>
        await stream.CopyToAsync(Stream.Null, cancellationToken);

    private async Task<CommandResult> FollowAsync(Process process, CommandSpec spec, CancellationToken stop)
    {
        using var output = new BoundedOutput(spec.OutputLimit);
        var reading = output.FillAsync(process.StandardOutput.BaseStream, stop);
        var draining = spec.ShowsErrors ? Task.CompletedTask : DrainAsync(process.StandardError.BaseStream, stop);
        var exiting = process.WaitForExitAsync(stop);

        await await Task.WhenAny(reading, exiting);
        if (!output.IsExceeded)
        {
            await exiting;
            await Task.WhenAll(reading, draining).WaitAsync(OutputEndLimit, timeProvider, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }

        return output.IsExceeded
            ? new CommandResult.TooMuchOutput()
            : new CommandResult.Completed(process.ExitCode, output.CopyTaken());
    }
}

/// <summary>Runs a program and collects its output. Tests use their own.</summary>
internal interface ICommandRunner
{
    /// <summary>Runs the program to its end, or kills it. Throws only if <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <param name="cancellationToken">Kills the program and everything it started.</param>
    Task<CommandResult> RunAsync(CommandSpec spec, CancellationToken cancellationToken);
}

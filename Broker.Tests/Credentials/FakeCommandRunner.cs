using System.Text;
using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>Answers instead of running anything, and keeps what it was asked to run.</summary>
/// <param name="result">The answer.</param>
internal sealed class FakeCommandRunner(CommandResult result) : ICommandRunner
{
    /// <summary>What it was asked to run.</summary>
    public CommandSpec? Asked { get; private set; }

    /// <summary>One that prints a text and exits with 0.</summary>
    /// <param name="output">The text.</param>
    public static FakeCommandRunner Printing(string output) =>
        new(new CommandResult.Completed(0, Encoding.UTF8.GetBytes(output)));

    public Task<CommandResult> RunAsync(CommandSpec spec, CancellationToken cancellationToken)
    {
        Asked = spec;
        return Task.FromResult(result);
    }
}

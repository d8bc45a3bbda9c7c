using Broker.Tests.Infrastructure;

namespace Broker.Tests.Processes;

/// <summary>C68: standard output and standard error that are full or closed.</summary>
public sealed class OddStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Outputs
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var command in (string[])["serve", "check-config", "verify-events", "--help", "--version"])
            {
                rows.Add(command, ">/dev/full");
                rows.Add(command, ">&-");
            }

            return rows;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Outputs))]
    public async Task C68_Output_ThatCannotBeWritten_IsAFailureInOneLine(string command, string redirection)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        await using var broker = BrokerChild.StartByShell($"exec \"$@\" {redirection}", await ArgumentsAsync(command));

        var (code, output, errors) = await broker.EndAsync();

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("Standard output cannot be written", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense", "2>/dev/full")]
    [InlineData("--nonsense", "2>&-")]
    [InlineData("--nonsense", ">/dev/full 2>&1")]
    [InlineData("check-config", "2>/dev/full")]
    public async Task C68_Errors_ThatCannotBeWritten_LeaveTheExitCode(string command, string redirection)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        await using var broker = BrokerChild.StartByShell($"exec \"$@\" {redirection}", await ArgumentsAsync(command));

        Assert.Equal(command == "check-config" ? 0 : 2, (await broker.EndAsync()).Code);
    }

    private async Task<string[]> ArgumentsAsync(string command)
    {
        var config = BrokerChild.WriteConfig(_folder);
        await File.WriteAllTextAsync(_folder.File("events.jsonl"), "", Patience.Token);
        return command switch
        {
            "serve" => ["--config", config],
            "check-config" => [command, config],
            "verify-events" => [command, _folder.File("events.jsonl")],
            _ => [command],
        };
    }
}

using System.Text;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Credentials;

public sealed class CommandRunnerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ProgramThatFails_GivesItsExitCode() =>
        Assert.Equal(3, Assert.IsType<CommandResult.Completed>(await RunAsync(TestShell.Script("exit 3", "exit 3"))).ExitCode);

    [Fact]
    public async Task RunAsync_C46_ArgumentsThatAShellWouldRead_ReachTheProgramAsTheyAre()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), TestShell.UnixOnly);
        string[] arguments = ["$(id)", "a b", "*", "; echo x", "\"", "'", "", "é"];
        var spec = new CommandSpec { Argv = ["printf", "%s|", .. arguments], Environment = TestShell.Environment };

        Assert.Equal(string.Join('|', arguments) + "|", await PrintedByAsync(spec));
    }

    [Fact]
    public async Task RunAsync_ProgramThatReadsItsInput_FindsItAtItsEnd() =>
        Assert.Equal("end", await PrintedByAsync(TestShell.Script("cat; echo end", "sort & echo end")));

    [Fact]
    public async Task RunAsync_C46_EnvironmentOfTheBroker_IsNotTheProgramsOwn()
    {
        const string Name = "BROKER_TEST_OWN_VARIABLE";
        Environment.SetEnvironmentVariable(Name, "sk-CANARY");
        try
        {
            var spec = new CommandSpec
            {
                Argv = TestShell.Script("env", "set").Argv,
                Environment = new Dictionary<string, string>(TestShell.Environment) { ["GIVEN"] = "yes" },
            };

            var printed = await PrintedByAsync(spec);

            Assert.Contains("GIVEN=yes", printed, StringComparison.Ordinal);
            Assert.DoesNotContain(Name, printed, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }

    [Fact]
    public async Task RunAsync_C43_ErrorStream_IsReadAndThrownAway()
    {
        // A megabyte is more than a pipe takes: the program would wait for ever if nobody read it.
        var spec = TestShell.Script(
            "head -c 1000000 /dev/zero >&2; echo token=sk-LEAK >&2; echo sk-key",
            "(for /l %i in (1,1,3000) do @echo token=sk-LEAK-sk-LEAK-sk-LEAK-sk-LEAK 1>&2) & echo sk-key");

        Assert.Equal("sk-key", await PrintedByAsync(spec));
    }

    [Theory]
    [InlineData(8, typeof(CommandResult.Completed))]
    [InlineData(7, typeof(CommandResult.TooMuchOutput))]
    public async Task RunAsync_OutputAtAndPastTheLimit_IsTakenAndRefused(int limit, Type outcome) =>
        Assert.IsType(outcome, await RunAsync(TestShell.Script("printf 12345678", "<nul set /p x=12345678", limit)));

    [Fact]
    public async Task RunAsync_C46_ProgramThatPrintsWithoutEnd_IsEnded()
    {
        var spec = TestShell.Script(
            "while :; do echo 0123456789012345678901234567890; done", "for /l %i in (0,0,1) do @echo 0123456789012345678901234567890");

        Assert.IsType<CommandResult.TooMuchOutput>(await RunAsync(spec));
    }

    [Fact]
    public async Task RunAsync_ProgramThatIsNotThereOrNone_IsNamedWithoutItsArguments()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File(OperatingSystem.IsWindows() ? "broken.exe" : "broken");
        await File.WriteAllTextAsync(file, "no program", Cancelled);
        UnixFiles.SetMode(file, "500");
        foreach (var program in (string[])["no-such-program-9f3a", file])
        {
            var result = await RunAsync(new CommandSpec { Argv = [program, "sk-CANARY"], Environment = TestShell.Environment });
            var problem = Assert.IsType<CommandResult.NotStarted>(result).Problem;
            Assert.EndsWith($": {program}", problem, StringComparison.Ordinal);
        }
    }

    private static Task<CommandResult> RunAsync(CommandSpec spec) => new CommandRunner(TimeProvider.System).RunAsync(spec, Cancelled);

    private static async Task<string> PrintedByAsync(CommandSpec spec)
    {
        var completed = Assert.IsType<CommandResult.Completed>(await RunAsync(spec));
        Assert.Equal(0, completed.ExitCode);
        return Encoding.UTF8.GetString(completed.Output.Span).Trim();
    }
}

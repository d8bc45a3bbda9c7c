using Broker.Service.Configuration;
using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

public sealed class CommandSecretResolverTests
{
    private static readonly SecretSourceOptions Source = new()
    {
        Kind = SecretSourceKind.Command,
        Argv = ["op", "read", "op://Private/OpenAI/api key"],
    };

    public static TheoryData<string> Unfit => new("", "\n", "sk-CANARY\nX-Evil: y", "sk-CANARY\nsk-CANARY-2", "sk-CANARY\u00e9", "sk-CANARY\0");

    [Fact]
    public async Task ResolveAsync_C44_TrailingLineBreak_IsTrimmed()
    {
        var result = await ResolveAsync(FakeCommandRunner.Printing("sk-key\r\n"));

        Assert.Equal("sk-key", Assert.IsType<SecretResult.Found>(result).Secret.Reveal());
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public async Task ResolveAsync_C44_OutputThatIsNoKey_IsRefusedWithoutRepeatingIt(string output)
    {
        var failed = Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(FakeCommandRunner.Printing(output)));

        Assert.StartsWith("command:op read: the value it printed ", failed.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_C44_BytesThatAreNoText_AreRefused()
    {
        var runner = new FakeCommandRunner(new CommandResult.Completed(0, new byte[] { (byte)'s', 0xff, (byte)'k' }));

        Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(runner));
    }

    [Fact]
    public async Task ResolveAsync_C43_ExitCodeNotZero_IsNamedAndItsOutputIsNot()
    {
        var runner = new FakeCommandRunner(new CommandResult.Completed(7, "token=sk-LEAK"u8.ToArray()));

        Assert.Equal("command:op read: exit code 7", Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(runner)).Detail);
    }

    [Fact]
    public async Task ResolveAsync_CommandEnded_SaysWhy()
    {
        Assert.Equal(
            "command:op read: no end within 30 s, so it was ended",
            Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(new FakeCommandRunner(new CommandResult.TimedOut()))).Detail);
        Assert.Equal(
            "command:op read: more than 65536 bytes of output, so it was ended",
            Assert.IsType<SecretResult.Unavailable>(await ResolveAsync(new FakeCommandRunner(new CommandResult.TooMuchOutput()))).Detail);
        Assert.Equal(
            "command:op read: program not found: op",
            Assert.IsType<SecretResult.Unavailable>(
                await ResolveAsync(new FakeCommandRunner(new CommandResult.NotStarted("program not found: op")))).Detail);
    }

    [Fact]
    public async Task ResolveAsync_C46_OtherSecretsOfOurs_AreNotInTheCommandsEnvironment()
    {
        var runner = FakeCommandRunner.Printing("sk-key");
        var environment = new FakeEnvironment
        {
            ["PATH"] = "/bin",
            ["OP_SESSION"] = "kept",
            ["MY_TOKEN"] = "secret",
            ["OTHER_KEY"] = "secret",
            ["BROKER__extra_headers__x-key"] = "secret",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "secret",
            ["OTEL_EXPORTER_OTLP_TRACES_HEADERS"] = "secret",
        };
        var withheld = new WithheldVariables(new Settings
        {
            Upstreams = [new() { BaseUrl = "https://api.openai.example", Routes = [], SecretSource = new() { Kind = SecretSourceKind.Env, Name = "OTHER_KEY" } }],
            Callers = [new CallerSettings("MY_TOKEN")],
            Events = new() { Path = "events.jsonl" },
        });

        await new CommandSecretResolver(Source, runner, environment, withheld.Contains).ResolveAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["OP_SESSION", "PATH"], runner.Asked?.Environment.Keys.Order());
        Assert.Equal(Source.Argv, runner.Asked?.Argv);
    }

    private static ValueTask<SecretResult> ResolveAsync(FakeCommandRunner runner) =>
        new CommandSecretResolver(Source, runner, new FakeEnvironment(), _ => false).ResolveAsync(TestContext.Current.CancellationToken);
}

using System.Text;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Credentials;

/// <summary>Keys from a variable and from a command: which source failed and how, never what it had; nothing of it stays in memory.</summary>
public sealed class SecretSourceTests
{
    private static readonly SecretSourceOptions Command = new() { Kind = SecretSourceKind.Command, Argv = ["op", "read", "op://Private/OpenAI/api key"] };
    private static readonly SecretSourceOptions Variable = new() { Kind = SecretSourceKind.Env, Name = "MY_KEY" };

    public static TheoryData<string> Unfit => ["", "\n", "sk-CANARY\nX-Evil: y", "sk-CANARY\nsk-CANARY-2", "sk-CANARY\u00e9", "sk-CANARY\0"];

    /// <summary>How a command ended, and what of it is in the reason.</summary>
    public static TheoryData<int, string> Endings => [(0, "exit code 7"), (1, "30 s"), (2, "65536 bytes"), (3, "program not found: op")];

    [Fact]
    public async Task Variable_ThatChanges_IsReadAtEachFetch()
    {
        var environment = new TestEnvironment(("MY_KEY", "sk-first\n"));
        var resolver = new EnvironmentSecretResolver(Variable, environment);
        Assert.Equal("sk-first", await resolver.RevealAsync());
        environment["MY_KEY"] = "sk-second";
        Assert.Equal("sk-second", await resolver.RevealAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("sk-CANARY\nX-Evil: y")]
    public async Task Variable_WithoutAKey_IsNamedWithoutItsValue(string? value)
    {
        var detail = await new EnvironmentSecretResolver(Variable, value is null ? new TestEnvironment() : new TestEnvironment(("MY_KEY", value))).FailAsync();
        Assert.StartsWith("env:MY_KEY: ", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_C44_TrailingLineBreak_IsTrimmed() => Assert.Equal("sk-key", await Create(FakeCommandRunner.Printing("sk-key\r\n")).RevealAsync());

    [Theory]
    [MemberData(nameof(Unfit))]
    public async Task Command_C44_OutputThatIsNoKey_IsRefusedWithoutRepeatingIt(string output)
    {
        var detail = await Create(FakeCommandRunner.Printing(output)).FailAsync();
        Assert.StartsWith("command:op read: ", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_C44_BytesThatAreNoText_AreRefused() =>
        await Create(new FakeCommandRunner(new CommandResult.Completed(0, new byte[] { (byte)'s', 0xff, (byte)'k' }))).FailAsync();

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Command_C43_ThatEndsBadly_SaysHowAndNotWhatItPrinted(int ending, string how)
    {
        CommandResult result = ending switch
        {
            0 => new CommandResult.Completed(7, "token=sk-LEAK"u8.ToArray()),
            1 => new CommandResult.TimedOut(),
            2 => new CommandResult.TooMuchOutput(),
            _ => new CommandResult.NotStarted("program not found: op"),
        };
        var detail = await Create(new FakeCommandRunner(result)).FailAsync();
        Assert.StartsWith("command:op read: ", detail, StringComparison.Ordinal);
        Assert.Contains(how, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("LEAK", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_C46_OtherSecretsOfOurs_AreNotInItsEnvironment()
    {
        var runner = FakeCommandRunner.Printing("sk-key");
        var environment = new TestEnvironment(
            ("PATH", "/bin"), ("OP_SESSION", "kept"), ("MY_TOKEN", "secret"), ("BROKER__extra_headers__x-key", "secret"),
            ("OTHER_KEY", "secret"), ("OTEL_EXPORTER_OTLP_HEADERS", "secret"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "secret"));
        var withheld = new WithheldVariables(new Settings
        {
            Upstreams = [new() { BaseUrl = "https://a.example", Routes = [], SecretSource = new() { Kind = SecretSourceKind.Env, Name = "OTHER_KEY" } }],
            Callers = [new CallerSettings("MY_TOKEN")],
            Events = new() { Path = "events.jsonl" },
        });

        await new CommandSecretResolver(Command, runner, environment, withheld.Contains).RevealAsync();

        Assert.Equal(["OP_SESSION", "PATH"], runner.Asked?.Environment.Keys.Order());
        Assert.Equal(Command.Argv, runner.Asked?.Argv);
    }

    [Theory]
    [InlineData(0, "sk-CANARY-0123456789\n")]
    [InlineData(0, "sk-1 sk-2")]
    [InlineData(7, "sk-CANARY-0123456789")]
    public async Task Command_WhateverItPrinted_IsWipedFromItsBuffer(int exitCode, string printed)
    {
        var output = Encoding.UTF8.GetBytes(printed);
        await Create(new FakeCommandRunner(new CommandResult.Completed(exitCode, output))).ResolveAsync(TestContext.Current.CancellationToken);
        Assert.All(output, value => Assert.Equal(0, value));
    }

    private static CommandSecretResolver Create(FakeCommandRunner runner) => new(Command, runner, new TestEnvironment(), _ => false);
}

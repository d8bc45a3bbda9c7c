using System.Diagnostics;
using System.Globalization;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Threats;

/// <summary>C43, C44 and C46: a secret command that fails, prints what it should not, or does not end.</summary>
public sealed class SecretCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task C43_Command_ThatFails_TellsNobodyWhatItPrinted()
    {
        using var tap = new TelemetryTap();
        await using var stage = await StartAsync("echo stdout=sk-LEAK; echo token=sk-LEAK >&2; exit 3", tap);

        var answer = await stage.AssertRefusedAsync(new RawRequest(), 500, "secret_unavailable");

        Assert.Contains("exit code 3", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("LEAK", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-LEAK", string.Join('\n', stage.Broker.EventLines()), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-LEAK", tap.Everything, StringComparison.Ordinal);
        Assert.Contains(tap.Logs, line => line.Contains("exit code 3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(@"printf 'sk-1234567890\nX-Evil: y'")]
    [InlineData(@"printf 'sk-1234567890\r\nX-Evil: y\r\n'")]
    [InlineData(@"printf 'sk-1234567890\rX-Evil: y'")]
    [InlineData(@"printf 'sk-1234567890\nsk-0987654321\n'")]
    [InlineData(@"printf 'sk-12345\303\26667890'")]
    [InlineData(@"printf 'sk-12345\37767890'")]
    [InlineData(@"printf 'sk-12345\00067890'")]
    [InlineData(@"printf 'sk-12345\t67890'")]
    [InlineData("printf '  \n'")]
    [InlineData("true")]
    public async Task C44_Command_ThatPrintsNoKey_IsRefusedAndNothingIsSent(string script)
    {
        await using var stage = await StartAsync(script);

        var answer = await stage.AssertRefusedAsync(new RawRequest(), 500, "secret_unavailable");

        Assert.DoesNotContain("sk-", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Evil", answer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"printf 'sk-1234567890'")]
    [InlineData(@"printf 'sk-1234567890\n'")]
    [InlineData(@"printf ' sk-1234567890 \r\n'")]
    public async Task C44_Command_ThatPrintsAKeyAndWhiteSpace_IsTrimmed(string script)
    {
        await using var stage = await StartAsync(script);

        Assert.Equal(200, (await stage.SendAsync(new RawRequest())).Status);

        Assert.Equal(["Bearer sk-1234567890"], Assert.Single(stage.Upstream.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task C46_Command_Run_SeesNoOtherSecretOfOurs()
    {
        var file = _folder.File("environment");
        await using var stage = await StartAsync($"env > '{file}'; cat /proc/$PPID/cmdline >> '{file}' 2>/dev/null; echo sk-1234567890");

        Assert.Equal(200, (await stage.SendAsync(new RawRequest())).Status);

        var seen = await File.ReadAllTextAsync(file, Patience.Token);
        Assert.Contains("VISIBLE=yes", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningBroker.Token, seen, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C46_Command_ThatDoesNotEnd_IsEndedWithAllItStarted()
    {
        var file = _folder.File("ids");
        var time = new FakeTimeProvider();
        await using var stage = await StartAsync($"sleep 300 & echo $! > '{file}.new'; echo $$ >> '{file}.new'; mv '{file}.new' '{file}'; wait", time: time);

        var answering = stage.AssertRefusedAsync(new RawRequest(), 500, "secret_unavailable");
        await Patience.UntilAsync(() => File.Exists(file), Patience.Token);
        await Patience.UntilAsync(
            () =>
            {
                // Again and again, since the script may be quicker than the clock is started.
                time.Advance(CommandSpec.DefaultTimeLimit);
                return answering.IsCompleted;
            },
            Patience.Token);

        Assert.Contains("no end within 30 s", (await answering).Body, StringComparison.Ordinal);
        var ids = File.ReadAllLines(file).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(2, ids.Length);
        await Patience.UntilAsync(() => !ids.Any(IsAlive), Patience.Token);
    }

    [Fact]
    public async Task C46_Command_ThatPrintsAHundredMegabytes_IsEnded()
    {
        await using var stage = await StartAsync("yes sk-1234567890 | head -c 104857600");

        var answer = await stage.AssertRefusedAsync(new RawRequest(), 500, "secret_unavailable");

        Assert.Contains("65536 bytes", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C46_Command_WithWordsForAShell_MeetsNone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a program that prints its argument; there the shell itself would have to be it.");
        const string Word = "sk-`id`;$HOME&&x|y>z*";
        await using var stage = await Stage.StartAsync(
            options => options with { SecretSource = new SecretSourceOptions { Kind = SecretSourceKind.Command, Argv = ["/usr/bin/printf", "%s", Word] } });

        Assert.Equal(200, (await stage.SendAsync(new RawRequest())).Status);

        Assert.Equal([$"Bearer {Word}"], Assert.Single(stage.Upstream.Requests).Headers["Authorization"]);
    }

    private static Task<Stage> StartAsync(string script, TelemetryTap? tap = null, TimeProvider? time = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs /bin/sh; what a command may do is decided in the same place on every system.");
        return Stage.StartAsync(
            options => options with { SecretSource = new SecretSourceOptions { Kind = SecretSourceKind.Command, Argv = ["/bin/sh", "-c", script] } },
            environment: new Dictionary<string, string>
            {
                ["PATH"] = "/usr/bin:/bin",
                ["VISIBLE"] = "yes",
                ["Broker__extra_headers__X-Key"] = "canary-header",
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=canary-collector",
            },
            customize: services =>
            {
                services.AddSingleton(time ?? TimeProvider.System);
                tap?.Tap(services);
            });
    }

    private static bool IsAlive(int id)
    {
        try
        {
            // An ended process that nobody has asked about yet still has an id on Linux; its state is Z.
            return !Process.GetProcessById(id).HasExited
                && !(OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }
}

using System.Globalization;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Processes;

/// <summary>C68: the broker is told to stop before it has started.</summary>
public sealed class EarlySignalTests : IDisposable
{
    private const int Hangup = 1;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT", false)]
    [InlineData("TERM", false)]
    [InlineData("HUP", false)]
    [InlineData("INT", true)]
    [InlineData("TERM", true)]
    [InlineData("HUP", true)]
    public async Task C68_Signal_WhileItStarts_EndsItWell(string signal, bool hasLog)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows which signals another process heeds.");
        var config = BrokerChild.WriteConfig(_folder);
        var patience = Patience.Token;
        for (var round = 0; round < 2; round++)
        {
            File.Delete(_folder.File("events.jsonl"));
            await using var broker = BrokerChild.Start(["--config", config]);
            while (!Heeds(broker.Id, Hangup) || (hasLog && !File.Exists(_folder.File("events.jsonl"))))
            {
                // No wait: the moment is to be an early one.
                await Task.Yield();
                patience.ThrowIfCancellationRequested();
            }

            await broker.SignalAsync(signal);

            var (code, _, errors) = await broker.EndAsync();
            Assert.Equal(0, code);
            Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
        }
    }

    private static bool Heeds(int id, int signal)
    {
        var caught = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal)).Split('\t')[1];
        return (ulong.Parse(caught, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (signal - 1))) != 0;
    }
}

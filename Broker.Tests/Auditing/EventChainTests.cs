using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Auditing;

/// <summary>Events linked into a chain: what a line carries, in which order, and that it is found whole.</summary>
public sealed class EventChainTests : IDisposable
{
    private static readonly string Zeros = new('0', 64);

    private readonly WrittenLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Events_OfABroker_CarryTheHashOfTheLineAndTheOneBeforeAsTheirLastKey()
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { EventsChain = true });
        for (var i = 0; i < 3; i++)
        {
            await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}");
        }

        var before = Zeros;
        foreach (var (line, i) in broker.EventLines().Select((line, i) => (line, i)))
        {
            var keys = EventAssert.Keys(JsonDocument.Parse(line).RootElement);
            Assert.Equal(
                ["time", "kind", "path", "ok", "status", "mode", "seq", .. (string[])(i == 0 ? ["chain_from", "chain"] : ["chain"])], keys);
            var hash = JsonDocument.Parse(line).RootElement.GetProperty("chain").GetString();
            var hashed = before + line.Replace($",\"chain\":\"{hash}\"", "", StringComparison.Ordinal);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed))), hash);
            before = hash;
        }

        Assert.Equal(
            before, JsonDocument.Parse(File.ReadAllText(broker.Options.EventsPath + ".head")).RootElement.GetProperty("chain").GetString());
    }

    // Fewer rotations than verify-events looks again for.
    [Theory]
    [InlineData(0)]
    [InlineData(150_000)]
    public async Task Verify_WhileLinesAreWritten_FindsThemWhole(int maxBytes)
    {
        using var log = _log.Open(maxBytes);
        await WrittenLog.WriteAsync(log, 0, 1);
        var writing = Task.Run(() => WrittenLog.WriteAsync(log, 1, 3000), Cancel);
        do
        {
            _log.AssertWhole();
        }
        while (!writing.IsCompleted);

        await writing;
    }
}

using Broker.AppHost.Embedded.Dashboard.Scan;
using static Broker.Tests.Dashboard.PlantedKey;

namespace Broker.Tests.Dashboard;

public sealed class EventsScanTests
{
    private readonly SecretScan _scan = Scan();

    [Fact]
    public async Task Key_InTheEventsOfThisRun_IsFound()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "events.jsonl");
            var ct = TestContext.Current.CancellationToken;
            await File.WriteAllTextAsync(path, $"of an earlier run: {Key}\n", ct);
            var events = new EventsScan(_scan);

            events.Look("broker", path);
            await File.AppendAllTextAsync(path, "{\"a\":1}\n{\"half\":", ct);
            events.Look("broker", path);
            Assert.Equal(new ScanCount(ScanKind.Events, 1, 0), _scan.Counts[(int)ScanKind.Events]);

            await File.AppendAllTextAsync(path, $"\"{Key}\"}}\n", ct);
            events.Look("broker", path);
            Assert.Equal(new ScanCount(ScanKind.Events, 2, 1), _scan.Counts[(int)ScanKind.Events]);
            Assert.Equal("broker", Assert.Single(_scan.Sightings).Where);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Key_InEventsThatWereRotatedAway_IsFound(int rotations)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "events.jsonl");
            var ct = TestContext.Current.CancellationToken;
            await File.WriteAllTextAsync(path + ".1", $"of an earlier run: {Key}\n", ct);
            await File.WriteAllTextAsync(path, "{\"first\":1}\n", ct);
            var events = new EventsScan(_scan);
            events.Look("broker", path);

            await File.AppendAllTextAsync(path, $"{{\"last\":\"{Key}\"}}\n", ct);
            for (var rotation = 1; rotation <= rotations; rotation++)
            {
                for (var number = rotation; number > 0; number--)
                {
                    File.Move($"{path}.{number}", $"{path}.{number + 1}");
                }

                File.Move(path, path + ".1");
                // Longer than the old one was: its length tells nothing.
                await File.WriteAllTextAsync(path, $"{{\"rotation\":{rotation},\"and\":\"{new string('x', 200)}\"}}\n", ct);
            }

            events.Look("broker", path);
            Assert.Equal(new ScanCount(ScanKind.Events, 1 + rotations, 1), _scan.Counts[(int)ScanKind.Events]);

            events.Look("broker", path);
            File.Move(path, path + ".0");
            await File.WriteAllTextAsync(path, "", ct);
            events.Look("broker", path);
            await File.AppendAllTextAsync(path, "{}\n", ct);
            events.Look("broker", path);
            Assert.Equal(new ScanCount(ScanKind.Events, 2 + rotations, 1), _scan.Counts[(int)ScanKind.Events]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

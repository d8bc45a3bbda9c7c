using System.Diagnostics.Metrics;
using Broker.Service.Telemetry;
using Broker.Service.Telemetry.GenAI;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Telemetry;

public class InstrumentTests
{
    [Fact]
    public async Task Instruments_EachHasAUnitAndADescription()
    {
        await using var broker = await RunningBroker.StartAsync();
        _ = broker.Services.GetRequiredService<BrokerMetrics>();
        _ = broker.Services.GetRequiredService<GenAIMetrics>();
        var meters = broker.Services.GetRequiredService<IMeterFactory>();
        var instruments = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                // Another test's broker has the same instruments.
                if (instrument.Meter.Name == BoundaryNames.Source && instrument.Meter.Scope == meters)
                {
                    instruments.Add(instrument);
                }
            },
        };

        listener.Start();

        Assert.Equal(
            [
                "broker.active_requests", "broker.answers.masked", "broker.events", "broker.requests", "broker.secret.fetches",
                "gen_ai.client.operation.duration", "gen_ai.client.token.usage",
            ],
            instruments.Select(instrument => instrument.Name).Order(StringComparer.Ordinal));
        Assert.All(instruments, instrument => Assert.False(string.IsNullOrWhiteSpace(instrument.Unit), instrument.Name));
        Assert.All(instruments, instrument => Assert.False(string.IsNullOrWhiteSpace(instrument.Description), instrument.Name));
    }
}

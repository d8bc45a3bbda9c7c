namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Tone">Number of its colour.</param>
/// <param name="Values">Its values from left to right; null leaves a gap.</param>
public sealed record ChartLine(string Name, int Tone, IReadOnlyList<double?> Values);

namespace Broker.AppHost.Embedded.Dashboard.Output;

/// <summary>A line that a resource wrote, secrets already masked.</summary>
/// <param name="Number">Counts the lines of the resource, from 1.</param>
/// <param name="Time">When it came.</param>
/// <param name="Stream">Where from.</param>
/// <param name="Text">The line as written, control sequences and all: <see cref="AnsiText"/> takes them apart.</param>
internal sealed record ConsoleLine(long Number, DateTimeOffset Time, ConsoleStream Stream, string Text);

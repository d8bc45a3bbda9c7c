using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>A console line as the API shows it: as text, without control sequences.</summary>
internal sealed record ApiConsoleLine(long Number, DateTimeOffset Time, ConsoleStream Stream, string Text)
{
    /// <summary>From what is kept.</summary>
    /// <param name="line">The line.</param>
    public static ApiConsoleLine Of(ConsoleLine line) => new(line.Number, line.Time, line.Stream, AnsiText.Plain(line.Text));
}

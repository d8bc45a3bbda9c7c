namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Names OTLP's severity numbers the way .NET names log levels.</summary>
internal static class LogSeverity
{
    private static readonly string[] Names = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];

    /// <summary>The least number of an error.</summary>
    public const int Error = 17;

    /// <summary>The least number of a warning.</summary>
    public const int Warning = 13;

    /// <summary>The name of a number from 1 to 24; null for any other.</summary>
    /// <param name="number">OTLP's number: four steps for each level.</param>
    public static string? Name(int number) => number is >= 1 and <= 24 ? Names[(number - 1) / 4] : null;
}

namespace Broker.AppHost.Embedded.Dashboard.Output;

/// <summary>Where a line came from.</summary>
internal enum ConsoleStream
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Error,

    /// <summary>The engine, about the resource.</summary>
    Engine,
}

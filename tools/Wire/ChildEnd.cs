namespace Broker.Wire;

/// <summary>How a child process ended.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output, but for the lines that were read before.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record ChildEnd(int Code, string Output, string Errors);

namespace Broker.AppHost.Embedded.Dashboard.Output;

/// <summary>Text of one look.</summary>
/// <param name="Text">The text, without control characters.</param>
/// <param name="Style">Style classes out of a closed set; empty when it looks like the rest.</param>
internal readonly record struct AnsiPiece(string Text, string Style);

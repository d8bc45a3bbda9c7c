namespace MockProvider.Control;

/// <summary>A fault, for whoever looks for one.</summary>
internal sealed record KnownFaultView(string Fault, string What);

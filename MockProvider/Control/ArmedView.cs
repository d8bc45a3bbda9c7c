namespace MockProvider.Control;

/// <summary>The fault that waits, spelled as it was asked for; <c>next</c> counts down.</summary>
internal sealed record ArmedView(string Fault, int? Next, double? Probability, int? Seed);

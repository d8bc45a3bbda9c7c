namespace MockProvider.Misbehaviour;

/// <summary>A fault that waits for requests: the next so many, or each with some probability.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Left">How many requests still get it; nothing where chance decides.</param>
/// <param name="Probability">How likely a request gets it; nothing where the count decides.</param>
/// <param name="Seed">What chance is drawn from.</param>
internal sealed record ArmedFault(Fault Fault, int? Left, double? Probability, int? Seed);

namespace MockProvider.Responses;

/// <summary>Who pays.</summary>
internal sealed record ResponseBilling(string Payer);

namespace MockProvider.Verdicts;

/// <summary>A header that carries a credential; the value is never told.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Count">How often it came.</param>
/// <param name="Holds">What it holds.</param>
/// <param name="Value">Three stars.</param>
internal sealed record CredentialView(string Header, int Count, string Holds, string Value = "***");

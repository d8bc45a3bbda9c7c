namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>What the dashboard says of a parameter.</summary>
/// <param name="Value">Its value; <c>***</c> where it is a secret.</param>
/// <param name="Origin">Where the value is from, in words.</param>
public sealed record ParameterView(string Value, string Origin);

namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>An environment variable as the dashboard shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; <c>***</c> where it is a secret.</param>
public sealed record EnvironmentView(string Name, string Value);

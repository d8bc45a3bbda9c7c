namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource is given an environment variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="GetValueAsync">Its value, asked for when the resource starts.</param>
internal sealed record EnvironmentAnnotation(string Name, Func<CancellationToken, ValueTask<string?>> GetValueAsync) : IResourceAnnotation;

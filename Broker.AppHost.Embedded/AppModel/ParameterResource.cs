namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that the app model is given from outside.</summary>
/// <param name="name">Its name in the app model.</param>
/// <param name="callback">Says the value; its argument is always null here.</param>
/// <param name="secret">Whether it must not be shown.</param>
public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : IResource
{
    private readonly Lazy<string> _value = new(() => callback(null));

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public ResourceAnnotationCollection Annotations { get; } = [];

    /// <summary>Whether it must not be shown.</summary>
    public bool Secret { get; } = secret;

    /// <summary>Where the value is from, in words.</summary>
    internal string Origin { get; init; } = "the app model";

    /// <summary>The value, as far as this engine itself asks.</summary>
    internal string Value => _value.Value;

    /// <summary>The value.</summary>
    /// <param name="cancellationToken">Not needed by this engine: the value is at hand.</param>
    /// <exception cref="DistributedApplicationException">Nobody gave one.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(_value.Value);
}

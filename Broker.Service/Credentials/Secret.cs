namespace Broker.Service.Credentials;

/// <summary>A provider key. Every printed form of it is <c>***</c>; the value leaves by <see cref="Reveal"/> alone.</summary>
internal sealed class Secret
{
    private readonly string _value;

    private Secret(string value) => _value = value;

    /// <summary>The value itself, for the one place that puts it into the outgoing request.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => "***";
}

namespace Broker.Tests.Fuzzing.Wire;

/// <summary>One header line, well-formed or not.</summary>
/// <param name="Name">What stands before the colon.</param>
/// <param name="Value">What stands after it; null for a line without a colon.</param>
internal sealed record HeaderLine(string Name, string? Value)
{
    /// <summary>The line as it is sent, without its end.</summary>
    public string Text => Value is null ? Name : $"{Name}: {Value}";

    /// <summary>The value without the white space around it, which is none of it (RFC 9110, section 5.5).</summary>
    public string Trimmed => (Value ?? "").Trim(' ', '\t');

    /// <summary>Whether it is this header.</summary>
    public bool Is(string name) => Value is not null && Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}

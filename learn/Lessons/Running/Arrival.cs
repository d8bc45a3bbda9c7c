namespace Broker.Lessons.Running;

/// <summary>One request as an upstream got it.</summary>
/// <param name="Headers">Every header by name, in any case; values of one name joined by a comma.</param>
/// <param name="Body">The body.</param>
internal sealed record Arrival(IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A header's value; empty when it did not come.</summary>
    /// <param name="name">The header's name.</param>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>
/// Gives one and the same object for text that comes again and again, as names of attributes do: what is kept then takes half the
/// memory, and the garbage collector that much less of the machine. Safe to use from any thread.
/// </summary>
internal sealed class RepeatedText
{
    private const int Longest = 64;
    private const int Places = 4096;
    private readonly string?[] _known = new string?[Places];

    /// <summary>The text as it came before, or else as it came now.</summary>
    /// <param name="text">The text.</param>
    public string Of(string text)
    {
        if (text.Length > Longest)
        {
            return text;
        }

        // Who comes to a taken place takes it over: nothing to count, nothing to lock, and what is rare is soon gone.
        ref var place = ref _known[(uint)text.GetHashCode(StringComparison.Ordinal) % Places];
        if (place is { } known && known == text)
        {
            return known;
        }

        place = text;
        return text;
    }
}

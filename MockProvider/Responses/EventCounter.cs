using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary>Numbers the events of one stream from zero, and draws the padding of each that has one.</summary>
internal sealed class EventCounter(Fingerprint? padding)
{
    private int _next;

    public int Next() => _next++;

    /// <summary>The padding of the event that is numbered next; nothing where the caller wants none.</summary>
    public string? Padding() => padding?.Obfuscation(_next);
}

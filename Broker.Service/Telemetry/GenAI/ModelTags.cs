using System.Collections.Concurrent;

namespace Broker.Service.Telemetry.GenAI;

/// <summary>Keeps the set of model names in metrics closed: callers choose them, and each new one would be a series for ever.</summary>
internal sealed class ModelTags
{
    private const int Most = 64;
    private const string AnyOther = "other";
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>The name, as long as there are few; after that <c>other</c> for names not seen before.</summary>
    /// <param name="model">A printable name; empty for a call that named none.</param>
    public string Bounded(string model)
    {
        if (model.Length == 0)
        {
            return "none";
        }

        return _known.ContainsKey(model) || (_known.Count < Most && _known.TryAdd(model, true)) ? model : AnyOther;
    }
}

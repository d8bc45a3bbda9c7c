using System.Collections.Concurrent;

namespace Broker.Service.Telemetry.GenAI;

/// <summary>Limits the number of model names in metrics: callers choose them, and each new name is a time series.</summary>
internal sealed class ModelTags
{
    private const int MaxNames = 64;
    private const string AnyOther = "other";
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Returns the name, or <c>other</c> for a new name beyond the limit.</summary>
    /// <param name="model">A printable name; empty if the call names none.</param>
    public string Limit(string model)
    {
        if (model.Length == 0)
        {
            return "none";
        }

        return _known.ContainsKey(model) || (_known.Count < MaxNames && _known.TryAdd(model, true)) ? model : AnyOther;
    }
}

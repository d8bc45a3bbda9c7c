namespace MockProvider.Misbehaviour;

/// <summary>The fault that is armed, one at a time, for requests whose model does not ask for one.</summary>
internal sealed class FaultSwitch
{
    private readonly Lock _lock = new();
    private ArmedFault? _armed;
    private Random _chance = new(0);

    public ArmedFault? Armed
    {
        get
        {
            lock (_lock)
            {
                return _armed;
            }
        }
    }

    public void Arm(ArmedFault? fault)
    {
        lock (_lock)
        {
            _armed = fault;
            // A seed makes the same requests fail in every run; it guards nothing.
#pragma warning disable CA5394
            _chance = new Random(fault?.Seed ?? 0);
#pragma warning restore CA5394
        }
    }

    /// <summary>The fault for one request, if it gets one.</summary>
    public Fault? Next()
    {
        lock (_lock)
        {
            switch (_armed)
            {
                case null:
                    return null;
                case { Left: { } left } armed:
                    _armed = left > 1 ? armed with { Left = left - 1 } : null;
                    return armed.Fault;
                case { Probability: { } probability } armed:
#pragma warning disable CA5394
                    return _chance.NextDouble() < probability ? armed.Fault : null;
#pragma warning restore CA5394
                default:
                    return null;
            }
        }
    }
}

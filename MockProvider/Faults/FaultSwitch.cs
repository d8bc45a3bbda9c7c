namespace MockProvider.Faults;

/// <summary>A fault that waits for requests: the next so many, or each with some probability.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Left">How many requests still get it; null where chance decides.</param>
/// <param name="Probability">How likely a request gets it; null where the count decides.</param>
/// <param name="Seed">What chance is drawn from.</param>
internal sealed record ArmedFault(Fault Fault, int? Left, double? Probability, int? Seed);

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

    // A seed makes the same requests fail in every run; it guards nothing.
#pragma warning disable CA5394
    public void Arm(ArmedFault? fault)
    {
        lock (_lock)
        {
            _armed = fault;
            _chance = new Random(fault?.Seed ?? 0);
        }
    }

    /// <summary>The fault for one request, if it gets one.</summary>
    public Fault? Next()
    {
        lock (_lock)
        {
            if (_armed is not { } armed)
            {
                return null;
            }

            if (armed.Left is { } left)
            {
                _armed = left > 1 ? armed with { Left = left - 1 } : null;
                return armed.Fault;
            }

            return _chance.NextDouble() < armed.Probability ? armed.Fault : null;
        }
    }
#pragma warning restore CA5394
}

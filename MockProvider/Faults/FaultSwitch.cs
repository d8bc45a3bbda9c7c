namespace MockProvider.Faults;

/// <summary>A fault that waits for requests: the next so many, or each with some probability.</summary>
/// <param name="Next">How many requests still get it; null where chance decides.</param>
/// <param name="Probability">How likely a request gets it; null where the count decides.</param>
/// <param name="Seed">What chance is drawn from.</param>
internal sealed record ArmedFault(string Fault, int? Next, double? Probability, int? Seed);

/// <summary>The fault that is armed, one at a time, for requests whose model does not ask for one.</summary>
internal sealed class FaultSwitch
{
    private readonly Lock _lock = new();
    private Random _chance = new(0);

    public ArmedFault? Armed { get; private set; }

    // A seed makes the same requests fail in every run; it guards nothing.
#pragma warning disable CA5394
    public void Arm(ArmedFault? fault)
    {
        lock (_lock)
        {
            Armed = fault;
            _chance = new Random(fault?.Seed ?? 0);
        }
    }

    /// <summary>The fault for one request, if it gets one.</summary>
    public Fault? Next()
    {
        lock (_lock)
        {
            if (Armed is not { } armed)
            {
                return null;
            }

            if (armed.Next is { } left)
            {
                Armed = left > 1 ? armed with { Next = left - 1 } : null;
            }
            else if (_chance.NextDouble() >= armed.Probability)
            {
                return null;
            }

            return FaultList.Find(armed.Fault);
        }
    }
#pragma warning restore CA5394
}

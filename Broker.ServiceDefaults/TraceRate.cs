namespace Microsoft.Extensions.Hosting;

/// <summary>Lets so many traces begin in a second, and no more: the first ones.</summary>
/// <param name="perSecond">How many.</param>
/// <param name="time">What tells seconds apart.</param>
internal sealed class TraceRate(int perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _second = time.GetTimestamp();
    private int _taken;

    /// <summary>Takes one of this second's, if one is left.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_second) >= TimeSpan.FromSeconds(1))
            {
                (_second, _taken) = (time.GetTimestamp(), 0);
            }

            if (_taken >= perSecond)
            {
                return false;
            }

            _taken++;
            return true;
        }
    }
}

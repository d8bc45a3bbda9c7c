namespace Microsoft.Extensions.Hosting;

/// <summary>Lets so many traces begin in a second, and no more: the first ones.</summary>
/// <param name="perSecond">How many.</param>
/// <param name="time">What tells seconds apart.</param>
internal sealed class TraceRate(int perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _second = time.GetTimestamp();
    private int _taken;

    /// <summary>Whether one of this second's is left.</summary>
    public bool HasLeft
    {
        get
        {
            lock (_gate)
            {
                return _taken < perSecond || IsOver;
            }
        }
    }

    private bool IsOver => time.GetElapsedTime(_second) >= TimeSpan.FromSeconds(1);

    /// <summary>Takes one of this second's, if one is left.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (IsOver)
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

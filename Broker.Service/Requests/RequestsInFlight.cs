namespace Broker.Service.Requests;

/// <summary>Counts the requests in flight, so that a stopping broker can wait for their events.</summary>
internal sealed class RequestsInFlight
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>True once the broker breaks off the requests under way.</summary>
    public bool AreBrokenOff { get; private set; }

    /// <summary>Counts a request until the scope is disposed.</summary>
    public Scope Enter()
    {
        lock (_gate)
        {
            _count++;
        }

        return new Scope(this);
    }

    /// <summary>Completes when no request is in flight.</summary>
    public Task WaitUntilIdleAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>Marks the requests under way as broken off by the broker.</summary>
    public void BreakOff() => AreBrokenOff = true;

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    /// <summary>Ends the count of a request. Must be disposed exactly once.</summary>
    internal readonly struct Scope(RequestsInFlight owner) : IDisposable
    {
        public void Dispose() => owner.Leave();
    }
}

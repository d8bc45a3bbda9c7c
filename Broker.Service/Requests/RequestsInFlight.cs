namespace Broker.Service.Requests;

/// <summary>Counts the requests being answered, so that a stopping broker can wait for their events.</summary>
internal sealed class RequestsInFlight
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _count;

    /// <summary>Number of requests being answered.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>True once the broker itself breaks requests off: what ends from then on was not ended by its host.</summary>
    public bool AreBrokenOff { get; private set; }

    /// <summary>Counts one request until the result is disposed.</summary>
    public Scope Enter()
    {
        lock (_gate)
        {
            _count++;
        }

        return new Scope(this);
    }

    /// <summary>Done when no request is being answered.</summary>
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

    /// <summary>Says that the broker breaks off what is under way.</summary>
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

    /// <summary>Counts one less when it is disposed, which is done once.</summary>
    internal readonly struct Scope(RequestsInFlight owner) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => owner.Leave();
    }
}

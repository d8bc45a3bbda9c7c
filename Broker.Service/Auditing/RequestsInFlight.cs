namespace Broker.Service.Auditing;

/// <summary>Counts the requests being answered, so that a stopping broker can wait for their events.</summary>
internal sealed class RequestsInFlight
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _none;
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts one request until the result is disposed.</summary>
    public Leaver Enter()
    {
        lock (_gate)
        {
            _count++;
        }

        return new Leaver(this);
    }

    /// <summary>Done when no request is being answered.</summary>
    public Task NoneAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _none ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _none.Task;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _none?.TrySetResult();
                _none = null;
            }
        }
    }

    /// <summary>Counts one less when it is disposed, which is done once.</summary>
    internal readonly struct Leaver(RequestsInFlight owner) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => owner.Leave();
    }
}

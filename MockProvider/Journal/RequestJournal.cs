namespace MockProvider.Journal;

/// <summary>The last requests that arrived, oldest first.</summary>
internal sealed class RequestJournal(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<ReceivedRequest> _requests = new();
    private TaskCompletionSource _changed = NewSignal();

    public void Add(ReceivedRequest request)
    {
        lock (_lock)
        {
            if (_requests.Count == capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    public IReadOnlyList<ReceivedRequest> Snapshot()
    {
        lock (_lock)
        {
            return [.. _requests];
        }
    }

    public async Task<IReadOnlyList<ReceivedRequest>> WaitForAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_requests.Count >= count)
                {
                    return [.. _requests];
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

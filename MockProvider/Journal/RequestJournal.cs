namespace MockProvider.Journal;

/// <summary>The last requests that arrived, oldest first.</summary>
internal sealed class RequestJournal(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<ReceivedRequest> _requests = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    public IReadOnlyList<ReceivedRequest> Snapshot() => Look().Requests;

    public async Task<IReadOnlyList<ReceivedRequest>> WaitForAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (requests, changed) = Look();
            if (requests.Count >= count)
            {
                return requests;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private (IReadOnlyList<ReceivedRequest> Requests, Task Changed) Look()
    {
        lock (_lock)
        {
            return ([.. _requests], _changed.Task);
        }
    }
}

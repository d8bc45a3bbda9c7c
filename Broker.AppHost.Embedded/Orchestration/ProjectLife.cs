namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>One life of a project, from the wish to start it to its end. Safe to use from any thread.</summary>
internal sealed class ProjectLife
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action? _end;
    private bool _isEnding;

    /// <summary>Ends when it does.</summary>
    public Task Over => _over.Task;

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => _over.Task.IsCompleted;

    /// <summary>Whether somebody asked it to end.</summary>
    public bool IsEnding
    {
        get
        {
            lock (_gate)
            {
                return _isEnding;
            }
        }
    }

    /// <summary>It begins.</summary>
    /// <param name="end">Asks what lives it to end; not called after <see cref="MarkOver"/>.</param>
    public void Begin(Action end)
    {
        lock (_gate)
        {
            _end = end;
            if (_isEnding)
            {
                end();
            }
        }
    }

    /// <summary>Asks it to end, also when it has not begun.</summary>
    public void AskToEnd()
    {
        lock (_gate)
        {
            _isEnding = true;
            _end?.Invoke();
        }
    }

    /// <summary>It has ended.</summary>
    public void MarkOver()
    {
        lock (_gate)
        {
            _end = null;
        }

        _over.TrySetResult();
    }
}

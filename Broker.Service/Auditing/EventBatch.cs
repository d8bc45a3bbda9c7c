namespace Broker.Service.Auditing;

/// <summary>Lines that are written together, and the wait of those who gave them or want to know whether they could.</summary>
/// <param name="lines">Where the lines go; empty.</param>
internal sealed class EventBatch(EventLines lines)
{
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The lines; none where all who wait look alone.</summary>
    public EventLines Lines => lines;

    /// <summary>Done when the lines are written, with false where they could not be.</summary>
    public Task<bool> Written => _written.Task;

    /// <summary>Tells those who wait.</summary>
    /// <param name="written">Whether the lines are in the file.</param>
    public void Complete(bool written) => _written.SetResult(written);
}

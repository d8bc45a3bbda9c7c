namespace Broker.Service.Auditing;

/// <summary>Lines that are written together, and the task that their requests await.</summary>
/// <param name="lines">Takes the lines; empty, and owned by the batch.</param>
internal sealed class EventBatch(EventLines lines)
{
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The lines; empty if every waiting request only verifies the log.</summary>
    public EventLines Lines => lines;

    /// <summary>Completes after the write: true if the lines are in the file.</summary>
    public Task<bool> Written => _written.Task;

    /// <summary>Completes <see cref="Written"/>.</summary>
    public void Complete(bool written) => _written.SetResult(written);
}

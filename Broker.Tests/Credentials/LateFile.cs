namespace Broker.Tests.Credentials;

/// <summary>A file whose content comes when the test says so, cancelled or not.</summary>
internal sealed class LateFile : MemoryStream
{
    private readonly TaskCompletionSource<Memory<byte>> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<byte[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The memory that it is asked to fill.</summary>
    public Task<Memory<byte>> Asked => _asked.Task;

    public Task Closed => _closed.Task;

    public void Answer(ReadOnlySpan<byte> content) => _answer.TrySetResult(content.ToArray());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_asked.TrySetResult(buffer))
        {
            return 0;
        }

        var content = await _answer.Task;
        content.CopyTo(buffer);
        return content.Length;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _closed.TrySetResult();
    }
}

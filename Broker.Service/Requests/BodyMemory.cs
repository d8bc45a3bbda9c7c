namespace Broker.Service.Requests;

/// <summary>Counts the bytes of all request bodies in memory against one limit, as they arrive.</summary>
/// <param name="limit">Limit of <c>max_buffered_bytes</c>.</param>
internal sealed class BodyMemory(long limit)
{
    private long _taken;

    /// <summary>Returns true if so many more bytes fit at the moment.</summary>
    public bool HasRoom(long bytes) => Interlocked.Read(ref _taken) + bytes <= limit;

    /// <summary>Counts bytes that arrived, until they are returned. Returns true if they are within the limit.</summary>
    public bool Take(int bytes) => Interlocked.Add(ref _taken, bytes) <= limit;

    /// <summary>Takes bytes off the count.</summary>
    public void Return(int bytes) => Interlocked.Add(ref _taken, -bytes);
}

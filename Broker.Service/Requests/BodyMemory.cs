using System.Collections.Concurrent;
using Broker.Service.Policy;

namespace Broker.Service.Requests;

/// <summary>Counts the bytes of all request bodies in memory against one limit, as they arrive. A named caller holds at most half of it.</summary>
/// <param name="limit">Limit of <c>max_buffered_bytes</c>.</param>
internal sealed class BodyMemory(long limit)
{
    private readonly ConcurrentDictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private readonly Share _all = new(limit, null);

    /// <summary>Returns what a caller may hold. Its counts go by the caller's name.</summary>
    public Share ShareOf(Caller caller) =>
        caller.Name.Length == 0 ? _all : _shares.GetOrAdd(caller.Name, static (_, all) => new Share(all.Limit / 2, all), _all);

    /// <summary>A part of the memory.</summary>
    /// <param name="limit">Limit, in bytes.</param>
    /// <param name="whole">What the part belongs to; null for the whole.</param>
    internal sealed class Share(long limit, Share? whole)
    {
        private long _taken;

        /// <summary>Limit, in bytes.</summary>
        public long Limit => limit;

        /// <summary>Returns true if so many more bytes fit at the moment.</summary>
        public bool HasRoom(long bytes) => Interlocked.Read(ref _taken) + bytes <= limit && whole?.HasRoom(bytes) != false;

        /// <summary>Counts bytes that arrived, until they are returned. Returns true if they are within the limits.</summary>
        public bool Take(int bytes)
        {
            var isWithin = whole?.Take(bytes) != false;
            return Interlocked.Add(ref _taken, bytes) <= limit && isWithin;
        }

        /// <summary>Takes bytes off the count.</summary>
        public void Return(int bytes)
        {
            Interlocked.Add(ref _taken, -bytes);
            whole?.Return(bytes);
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Broker.Service.Telemetry;

/// <summary>Remembers what was made of a list of header names. It stays small, whatever is sent: a list that is long is not remembered, and when there are many all are forgotten.</summary>
/// <typeparam name="T">What is made of a list.</typeparam>
/// <param name="make">Makes it.</param>
internal sealed class HeaderSets<T>(Func<string[], T> make)
{
    /// <summary>Lists remembered at once.</summary>
    public const int MostLists = 64;

    /// <summary>Longest list that is remembered, in characters.</summary>
    public const int LongestList = 2048;

    private readonly ConcurrentDictionary<string[], T> _known = new(new NameComparer());

    /// <summary>How many lists are remembered.</summary>
    public int Count => _known.Count;

    /// <summary>What is made of this list.</summary>
    public T Of(List<string> names)
    {
        if (_known.GetAlternateLookup<ReadOnlySpan<string>>().TryGetValue(CollectionsMarshal.AsSpan(names), out var known))
        {
            return known;
        }

        string[] list = [.. names];
        var made = make(list);
        if (list.Sum(name => name.Length) <= LongestList)
        {
            if (_known.Count >= MostLists)
            {
                _known.Clear();
            }

            _known[list] = made;
        }

        return made;
    }

    private sealed class NameComparer : IEqualityComparer<string[]>, IAlternateEqualityComparer<ReadOnlySpan<string>, string[]>
    {
        public bool Equals(string[]? x, string[]? y) => x is not null && Equals(x.AsSpan(), y!);

        public bool Equals(ReadOnlySpan<string> alternate, string[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] string[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<string> alternate)
        {
            var hash = new HashCode();
            foreach (var name in alternate)
            {
                hash.Add(name);
            }

            return hash.ToHashCode();
        }

        public string[] Create(ReadOnlySpan<string> alternate) => alternate.ToArray();
    }
}

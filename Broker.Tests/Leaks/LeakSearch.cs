using System.Text;

namespace Broker.Tests.Leaks;

/// <summary>The search in one text that comes in pieces: keeps no more of it than a canary is long.</summary>
/// <param name="oracle">Learns what is found.</param>
/// <param name="place">Where the text comes from.</param>
internal sealed class LeakSearch(LeakOracle oracle, string place)
{
    private readonly char[] _window = new char[4096];
    private int _kept;

    /// <summary>Looks at the next bytes; one character for each.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var taken = Math.Min(bytes.Length, _window.Length - _kept);
            Encoding.Latin1.GetChars(bytes[..taken], _window.AsSpan(_kept));
            Search(_kept + taken);
            bytes = bytes[taken..];
        }
    }

    private void Search(int filled)
    {
        oracle.See(place, _window.AsSpan(0, filled));
        _kept = Math.Min(filled, oracle.LongestForm - 1);
        _window.AsSpan(filled - _kept, _kept).CopyTo(_window);
    }
}

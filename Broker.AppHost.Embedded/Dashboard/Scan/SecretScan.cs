namespace Broker.AppHost.Embedded.Dashboard.Scan;

/// <summary>
/// Looks for secrets in all that comes in, before it is cut or kept, and takes them out. Tells how much it looked through and where
/// it found one. Safe to use from any thread.
/// </summary>
internal sealed class SecretScan
{
    /// <summary>Shorter values are not looked for: they would be found by chance.</summary>
    public const int Shortest = 8;

    private const string Mask = "***";
    private const int MostSightings = 20;
    private readonly string[] _values;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<ScanSighting> _sightings = [];
    private readonly long[] _scanned = new long[Enum.GetValues<ScanKind>().Length];
    private readonly long[] _found = new long[Enum.GetValues<ScanKind>().Length];

    /// <summary>Learns the secrets.</summary>
    /// <param name="secrets">Names and values; a value is never shown and never told.</param>
    /// <param name="time">Tells when one was found.</param>
    public SecretScan(IReadOnlyCollection<KeyValuePair<string, string>> secrets, TimeProvider time)
    {
        _time = time;
        var (longer, shorter) = (secrets.Where(secret => secret.Value.Length >= Shortest), secrets.Where(secret => secret.Value.Length < Shortest));
        Names = [.. longer.Select(secret => secret.Key)];
        TooShort = [.. shorter.Select(secret => secret.Key)];
        // Longest first: one secret may begin with another.
        _values = [.. longer.Select(secret => secret.Value).Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length)];
    }

    /// <summary>Raised when something was scanned that no other change tells of.</summary>
    public event Action? Changed;

    /// <summary>Names of the secrets that are looked for.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Names of the secrets that are too short to be looked for.</summary>
    public IReadOnlyList<string> TooShort { get; }

    /// <summary>Whether there is anything to look for.</summary>
    public bool IsOn => _values.Length > 0;

    /// <summary>How much was scanned, kind by kind.</summary>
    public IReadOnlyList<ScanCount> Counts
    {
        get
        {
            lock (_lock)
            {
                return [.. Enum.GetValues<ScanKind>().Select(kind => new ScanCount(kind, _scanned[(int)kind], _found[(int)kind]))];
            }
        }
    }

    /// <summary>The first places where a secret was found.</summary>
    public IReadOnlyList<ScanSighting> Sightings
    {
        get
        {
            lock (_lock)
            {
                return [.. _sightings];
            }
        }
    }

    /// <summary>Whether a secret stands in the text.</summary>
    /// <param name="text">The text.</param>
    public bool Holds(string text)
    {
        foreach (var value in _values)
        {
            if (text.Contains(value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text without secrets; the same object when there was none in it.</summary>
    /// <param name="text">The text.</param>
    public string Clean(string text) => Holds(text) ? _values.Aggregate(text, (left, value) => left.Replace(value, Mask, StringComparison.Ordinal)) : text;

    /// <summary>Counts one of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="where">Whose it is.</param>
    /// <param name="found">Whether a secret stood in it.</param>
    public void Count(ScanKind kind, string where, bool found)
    {
        lock (_lock)
        {
            _scanned[(int)kind]++;
            if (found)
            {
                _found[(int)kind]++;
                if (_sightings.Count < MostSightings)
                {
                    _sightings.Add(new(kind, where, _time.GetUtcNow()));
                }
            }
        }
    }

    /// <summary>Scans a text that is one of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="where">Whose it is.</param>
    /// <param name="text">The text.</param>
    /// <returns>The text without secrets.</returns>
    public string Read(ScanKind kind, string where, string text)
    {
        if (!IsOn)
        {
            return text;
        }

        var cleaned = Clean(text);
        Count(kind, where, !ReferenceEquals(cleaned, text));
        return cleaned;
    }

    /// <summary>Tells that something was scanned that no other change tells of.</summary>
    public void Tell() => Changed?.Invoke();
}

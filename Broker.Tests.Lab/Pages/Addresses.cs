namespace Broker.Tests.Lab.Pages;

/// <summary>A page names the ports that everybody has; a test takes free ones. This is who has which.</summary>
internal sealed class Addresses
{
    private readonly Dictionary<string, Uri> _real = [];

    /// <summary>Notes where somebody listens whom the page expects at a port.</summary>
    public void Set(int port, Uri real) => _real[$"127.0.0.1:{port}"] = real;

    /// <summary>Where that is; where nobody listens when nobody was noted.</summary>
    public Uri Real(int port) => _real.GetValueOrDefault($"127.0.0.1:{port}", new Uri("http://127.0.0.1:1"));

    /// <summary>The page's text, with the real addresses.</summary>
    public string ToReal(string text) => _real.Aggregate(text, (changed, pair) => changed.Replace(pair.Key, pair.Value.Authority, StringComparison.Ordinal));

    /// <summary>What was printed, with the page's addresses.</summary>
    public string ToPage(string text) => _real.Aggregate(text, (changed, pair) => changed
        .Replace(pair.Value.Authority, pair.Key, StringComparison.Ordinal)
        .Replace($"\"port\": {pair.Value.Port}", $"\"port\": {pair.Key.Split(':')[1]}", StringComparison.Ordinal));
}

namespace Broker.Bench.Arguments;

/// <summary>A broker that somebody else has started, to be measured beside ours. Its upstream has to be the stub.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="Token">The caller token it wants.</param>
/// <param name="ProcessId">Its process, for CPU and memory; null when nobody told.</param>
internal sealed record ForeignPeer(string Name, Uri Url, string? Token, int? ProcessId)
{
    /// <summary>Reads <c>NAME=http://127.0.0.1:PORT[,token=T][,pid=N]</c>.</summary>
    /// <param name="text">The argument.</param>
    /// <returns>The peer; null when the text is none, or the address is not on this machine.</returns>
    public static ForeignPeer? Parse(string text)
    {
        var parts = text.Split(',');
        if (parts[0].Split('=', 2) is not [{ Length: > 0 } name, var address]
            || !Uri.TryCreate(address, UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttp
            || !url.IsLoopback)
        {
            return null;
        }

        var peer = new ForeignPeer(name, url, null, null);
        foreach (var part in parts[1..])
        {
            switch (part.Split('=', 2))
            {
                case ["token", var token]:
                    peer = peer with { Token = token };
                    break;
                case ["pid", var number] when int.TryParse(number, out var id):
                    peer = peer with { ProcessId = id };
                    break;
                default:
                    return null;
            }
        }

        return peer;
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Broker.AppHost.Embedded.Dashboard.Access;

/// <summary>The browsers that have presented the token. Sessions end with the process, or when many newer ones came.</summary>
internal sealed class SessionStore
{
    private const int MaxSessions = 64;
    private const int IdBytes = 32;
    private readonly Lock _lock = new();
    private readonly Queue<string> _digests = new();

    /// <summary>Begins a session.</summary>
    /// <returns>What the browser's cookie shall hold: random, and of no use anywhere else.</returns>
    public string Open()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        lock (_lock)
        {
            _digests.Enqueue(Digest(id));
            if (_digests.Count > MaxSessions)
            {
                _digests.Dequeue();
            }
        }

        return id;
    }

    /// <summary>Whether that session was begun here and goes on.</summary>
    /// <param name="id">What the cookie held, if there was one.</param>
    public bool IsOpen(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return false;
        }

        // Looked up by digest: how long that takes tells nothing about an id.
        var digest = Digest(id);
        lock (_lock)
        {
            return _digests.Contains(digest);
        }
    }

    private static string Digest(string id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}

using System.Security.Cryptography;

namespace Broker.Service.Credentials;

/// <summary>Result of fetching the provider key.</summary>
internal abstract record SecretResult
{
    private SecretResult()
    {
    }

    /// <summary>Creates a key from the output of a source, and wipes the output.</summary>
    /// <param name="content">UTF-8.</param>
    /// <param name="value">Names the output in a message: "the value it printed".</param>
    public static SecretResult Read(Span<byte> content, string value)
    {
        try
        {
            return Secret.TryCreate(content, out var secret, out var problem) ? new Found(secret) : new Unavailable($"{value} {problem}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>The key was fetched.</summary>
    /// <param name="FromCache">True if an earlier fetch returned it.</param>
    internal sealed record Found(Secret Secret, bool FromCache = false) : SecretResult;

    /// <summary>The source is <c>none</c>: there is no key.</summary>
    internal sealed record None : SecretResult
    {
        public static None Instance { get; } = new();
    }

    /// <summary>The key could not be fetched.</summary>
    /// <param name="Detail">Which source failed and how (exit code, time-out, unset variable); never its output.</param>
    internal sealed record Unavailable(string Detail) : SecretResult;
}

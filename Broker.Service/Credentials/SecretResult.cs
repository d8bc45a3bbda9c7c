using System.Security.Cryptography;

namespace Broker.Service.Credentials;

/// <summary>What came of fetching the provider key.</summary>
internal abstract record SecretResult
{
    private SecretResult()
    {
    }

    /// <summary>Makes a key of what a source gave, and wipes that.</summary>
    /// <param name="content">UTF-8.</param>
    /// <param name="value">What it is in a message, after the source: "the value it printed".</param>
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

    /// <summary>The key was had.</summary>
    /// <param name="Secret">The key.</param>
    /// <param name="FromCache">Whether an earlier fetch is answering.</param>
    internal sealed record Found(Secret Secret, bool FromCache = false) : SecretResult;

    /// <summary>The source is <c>none</c>: there is no key, and none is attached.</summary>
    internal sealed record None : SecretResult
    {
        /// <summary>The one instance.</summary>
        public static None Instance { get; } = new();
    }

    /// <summary>The key could not be had.</summary>
    /// <param name="Detail">Which source failed and how (exit code, time-out, unset variable); never what it printed.</param>
    internal sealed record Unavailable(string Detail) : SecretResult;
}

using System.Collections.Frozen;
using System.Text;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Forwarding;

/// <summary>
/// Which of a host's headers go upstream: those on a list. Whatever carried the caller token is not on it, nor any other
/// credential, cookie or address. A value that is not ASCII is dropped.
/// </summary>
internal static class RequestHeaderPolicy
{
    private const string SdkHeaderPrefix = "x-stainless-";

    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
        ["Content-Type", "Accept", "User-Agent", "OpenAI-Beta", "Idempotency-Key", "X-Client-Request-Id"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies what may pass, then sets the configured headers, which win.</summary>
    /// <param name="from">The host's headers.</param>
    /// <param name="to">The outgoing request.</param>
    /// <param name="upstream">Where it goes.</param>
    public static void Apply(IHeaderDictionary from, HttpRequestMessage to, Upstream upstream)
    {
        var nominated = HopByHop.NominatedBy(from.Connection);
        foreach (var (name, values) in from)
        {
            if (MayPass(name) && !nominated.Contains(name) && !upstream.ExtraHeaders.ContainsKey(name))
            {
                Add(to, name, values);
            }
        }

        foreach (var (name, value) in upstream.ExtraHeaders)
        {
            Add(to, name, value);
        }

        // The body was checked to be JSON, whatever the host forgot to say.
        if (to.Content is { Headers: { NonValidated: var content } headers } && !content.Contains("Content-Type"))
        {
            headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        if (upstream.IsLocal)
        {
            TraceContext.Add(from, to);
        }
    }

    private static bool MayPass(string name) =>
        Allowed.Contains(name) || name.StartsWith(SdkHeaderPrefix, StringComparison.OrdinalIgnoreCase);

    private static void Add(HttpRequestMessage request, string name, StringValues values)
    {
        // One after the other, since as a list they would be boxed.
        foreach (var value in values)
        {
            if (value is not null && Ascii.IsValid(value) && !request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}

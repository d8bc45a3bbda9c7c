using System.Collections.Frozen;
using System.Text;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Forwarding;

/// <summary>Forwards a host's headers on a list: none with a caller token, another credential, a cookie or an address. Drops values that are not ASCII.</summary>
internal static class RequestHeaderPolicy
{
    private const string SdkHeaderPrefix = "x-stainless-";

    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
        ["Content-Type", "Accept", "User-Agent", "OpenAI-Beta", "Idempotency-Key", "X-Client-Request-Id"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies the allowed headers, then adds the configured ones, which win.</summary>
    public static void Apply(IHeaderDictionary from, HttpRequestMessage to, Upstream upstream)
    {
        var nominated = HopByHop.NominatedBy(from.Connection);
        foreach (var (name, values) in from)
        {
            if ((MayPass(name) || upstream.MayPass(name)) && !nominated.Contains(name) && !upstream.ExtraHeaders.ContainsKey(name))
            {
                Add(to, name, values);
            }
        }

        foreach (var (name, value) in upstream.ExtraHeaders)
        {
            Add(to, name, value);
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
        // One by one: as a list they would be boxed.
        foreach (var value in values)
        {
            if (value is not null && Ascii.IsValid(value) && !request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}

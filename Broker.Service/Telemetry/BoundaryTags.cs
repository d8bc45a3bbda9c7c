using System.Diagnostics;
using System.Net.Http.Headers;
using Broker.Service.Credentials;

namespace Broker.Service.Telemetry;

/// <summary>
/// Puts on spans what crossed the trust boundary and what did not: header names, the key as <c>***</c>, and no value of anything a
/// host or an upstream sent.
/// </summary>
internal static class BoundaryTags
{
    /// <summary>Tells what the host sent.</summary>
    public static void DescribeHost(this Activity activity, IHeaderDictionary headers) =>
        activity.SetTagIfNotNull(BoundaryNames.HostHeaders, HeaderNames.Listed(headers.Keys));

    /// <summary>Tells how the outgoing request differs from the host's.</summary>
    public static void DescribeRequest(this Activity activity, IHeaderDictionary from, HttpRequestMessage to)
    {
        var host = HeaderNames.Crossing(from.Keys);
        var upstream = HeaderNames.Crossing(Names(to.Headers, to.Content?.Headers));
        // A host's Authorization is never what goes upstream, even where both have one.
        var key = upstream.Remove(BoundaryNames.Authorization) ? [BoundaryNames.KeyHeader] : Array.Empty<string>();
        activity.SetTagIfNotNull(BoundaryNames.HeadersForwarded, HeaderNames.Listed(host.Where(upstream.Contains)));
        activity.SetTagIfNotNull(BoundaryNames.HeadersWithheld, HeaderNames.Listed(host.Where(name => !upstream.Contains(name))));
        activity.SetTagIfNotNull(BoundaryNames.HeadersAdded, HeaderNames.Listed(key.Concat(upstream.Where(name => !host.Contains(name)))));
    }

    /// <summary>Tells how the host's answer differs from the upstream's.</summary>
    /// <param name="activity">The call's span.</param>
    /// <param name="from">The upstream's answer.</param>
    /// <param name="to">What reaches the host of it.</param>
    /// <param name="scrubber">Knows the key: an upstream may name a header by it.</param>
    public static void DescribeAnswer(this Activity activity, HttpResponseMessage from, IHeaderDictionary to, SecretScrubber? scrubber)
    {
        var names = Names(from.Headers, from.Content.Headers);
        var upstream = HeaderNames.Crossing(scrubber is null ? names : names.Select(name => scrubber.IsIn(name) ? "***" : name));
        var host = HeaderNames.Crossing(to.Keys);
        activity.SetTagIfNotNull(BoundaryNames.AnswerHeadersPassed, HeaderNames.Listed(upstream.Where(host.Contains)));
        activity.SetTagIfNotNull(BoundaryNames.AnswerHeadersWithheld, HeaderNames.Listed(upstream.Where(name => !host.Contains(name))));
    }

    private static IEnumerable<string> Names(HttpHeaders headers, HttpHeaders? ofContent)
    {
        foreach (var (name, _) in headers.NonValidated)
        {
            yield return name;
        }

        if (ofContent is not null)
        {
            foreach (var (name, _) in ofContent.NonValidated)
            {
                yield return name;
            }
        }
    }
}

using System.Diagnostics;
using System.Net.Http.Headers;
using Broker.Service.Configuration;
using Broker.Service.Credentials;

namespace Broker.Service.Telemetry;

/// <summary>Adds to spans which headers crossed the trust boundary: names only, the key as <c>***</c>.</summary>
internal static class BoundaryTags
{
    /// <summary>Adds the headers that the host sent.</summary>
    public static void DescribeHost(this Activity activity, IHeaderDictionary headers) =>
        activity.SetTagIfNotNull(BoundaryNames.HostHeaders, HeaderNames.ToAttribute(headers.Keys));

    /// <summary>Adds the differences between the host's headers and those of the outgoing request.</summary>
    /// <param name="credential">Where the key is, if one is attached.</param>
    public static void DescribeRequest(this Activity activity, IHeaderDictionary from, HttpRequestMessage to, CredentialSettings credential)
    {
        var host = HeaderNames.Crossing(from.Keys);
        var upstream = HeaderNames.Crossing(Names(to.Headers, to.Content?.Headers));
        // A host's own header of this name is never forwarded, even if both requests have one.
        string[] key = upstream.Remove(credential.Header) ? [$"{credential.Header}: {credential.Prefix}***"] : [];
        activity.SetTagIfNotNull(BoundaryNames.HeadersForwarded, HeaderNames.ToAttribute(host.Where(upstream.Contains)));
        activity.SetTagIfNotNull(BoundaryNames.HeadersWithheld, HeaderNames.ToAttribute(host.Where(name => !upstream.Contains(name))));
        var added = key.Concat(upstream.Where(name => !host.Contains(name)));
        activity.SetTagIfNotNull(BoundaryNames.HeadersAdded, HeaderNames.ToAttribute(added));
    }

    /// <summary>Adds the differences between the upstream's headers and those of the host's answer.</summary>
    /// <param name="scrubber">Masks the key: an upstream may use it as a header's name.</param>
    public static void DescribeAnswer(this Activity activity, HttpResponseMessage from, IHeaderDictionary to, AnswerScrubber? scrubber)
    {
        var names = Names(from.Headers, from.Content.Headers);
        var upstream = HeaderNames.Crossing(scrubber is null ? names : names.Select(name => scrubber.IsIn(name) ? "***" : name));
        var host = HeaderNames.Crossing(to.Keys);
        activity.SetTagIfNotNull(BoundaryNames.AnswerHeadersPassed, HeaderNames.ToAttribute(upstream.Where(host.Contains)));
        activity.SetTagIfNotNull(
            BoundaryNames.AnswerHeadersWithheld, HeaderNames.ToAttribute(upstream.Where(name => !host.Contains(name))));
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

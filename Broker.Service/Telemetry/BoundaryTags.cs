using System.Diagnostics;

namespace Broker.Service.Telemetry;

/// <summary>
/// Puts on spans what crossed the trust boundary and what did not: header names, the key as <c>***</c>, and no value of anything a
/// host or an upstream sent.
/// </summary>
internal static class BoundaryTags
{
    /// <summary>Names of the headers that the host sent.</summary>
    public const string HostHeaders = "broker.host.headers";

    /// <summary>Names of the host's headers that went upstream.</summary>
    public const string Forwarded = "broker.request.headers_forwarded";

    /// <summary>Names of the host's headers that did not.</summary>
    public const string Withheld = "broker.request.headers_withheld";

    /// <summary>Headers that the broker added, the key among them as <c>Authorization: Bearer ***</c>.</summary>
    public const string Added = "broker.request.headers_added";

    /// <summary>Names of the upstream's headers that reached the host.</summary>
    public const string AnswerPassed = "broker.answer.headers_passed";

    /// <summary>Names of the upstream's headers that did not.</summary>
    public const string AnswerWithheld = "broker.answer.headers_withheld";

    private const int MostNames = 64;
    private const int LongestName = 64;

    // Framing and address of each connection: both sides have their own, and neither crosses.
    private static readonly string[] OfTheConnection = ["Host", "Content-Length", "Transfer-Encoding", "traceparent", "tracestate"];

    /// <summary>Tells what the host sent.</summary>
    public static void DescribeHost(this Activity activity, IHeaderDictionary headers) =>
        activity.SetTag(HostHeaders, Names(headers.Select(header => header.Key)));

    /// <summary>Tells how the outgoing request differs from the host's.</summary>
    public static void DescribeRequest(this Activity activity, IHeaderDictionary from, HttpRequestMessage to)
    {
        var host = Crossing(from.Keys);
        var upstream = Crossing(NamesOf(to.Headers.NonValidated).Concat(to.Content is null ? [] : NamesOf(to.Content.Headers.NonValidated)));
        var key = to.Headers.Authorization is null ? Array.Empty<string>() : ["Authorization: Bearer ***"];
        // A host's Authorization is never what goes upstream, even where both have one.
        upstream.Remove("Authorization");
        activity.SetTag(Forwarded, Names(host.Where(upstream.Contains)));
        activity.SetTag(Withheld, Names(host.Where(name => !upstream.Contains(name))));
        activity.SetTag(Added, Names(key.Concat(upstream.Where(name => !host.Contains(name)))));
    }

    /// <summary>Tells how the host's answer differs from the upstream's.</summary>
    public static void DescribeAnswer(this Activity activity, HttpResponseMessage from, IHeaderDictionary to)
    {
        var upstream = Crossing(NamesOf(from.Headers.NonValidated).Concat(NamesOf(from.Content.Headers.NonValidated)));
        activity.SetTag(AnswerPassed, Names(upstream.Where(to.ContainsKey)));
        activity.SetTag(AnswerWithheld, Names(upstream.Where(name => !to.ContainsKey(name))));
    }

    private static IEnumerable<string> NamesOf(System.Net.Http.Headers.HttpHeadersNonValidated headers) => headers.Select(header => header.Key);

    private static HashSet<string> Crossing(IEnumerable<string> names)
    {
        var crossing = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        crossing.ExceptWith(OfTheConnection);
        return crossing;
    }

    private static string[] Names(IEnumerable<string> names) =>
        [.. names.Take(MostNames).Select(name => name.Length > LongestName ? name[..LongestName] + "…" : name).Order(StringComparer.OrdinalIgnoreCase)];
}

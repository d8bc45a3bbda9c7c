using System.Diagnostics;
using Broker.Service.Credentials;

namespace Broker.Service.Telemetry;

/// <summary>
/// Puts on spans what crossed the trust boundary and what did not: header names, the key as <c>***</c>, and no value of anything a
/// host or an upstream sent. Tools send the same headers with each request, so what is said of them is remembered.
/// </summary>
internal static class BoundaryTags
{
    // Ends the first list of two; no header has such a name.
    private const string Mark = "";

    private static readonly HeaderSets<string[]> Hosts = new(HeaderNames.Listed);
    private static readonly HeaderSets<RequestNames> Requests = new(RequestNames.Of);
    private static readonly HeaderSets<AnswerNames> Answers = new(AnswerNames.Of);

    /// <summary>Tells what the host sent.</summary>
    public static void DescribeHost(this Activity activity, IHeaderDictionary headers)
    {
        var names = new List<string>(headers.Count);
        AddNames(names, headers);
        activity.Note(BoundaryNames.HostHeaders, Hosts.Of(names));
    }

    /// <summary>Tells how the outgoing request differs from the host's.</summary>
    public static void DescribeRequest(this Activity activity, IHeaderDictionary from, HttpRequestMessage to)
    {
        var names = new List<string>(from.Count + 16);
        AddNames(names, from);
        names.Add(Mark);
        AddNames(names, to.Headers.NonValidated);
        if (to.Content is { } content)
        {
            AddNames(names, content.Headers.NonValidated);
        }

        var request = Requests.Of(names);
        activity.Note(BoundaryNames.HeadersForwarded, request.Forwarded);
        activity.Note(BoundaryNames.HeadersWithheld, request.Withheld);
        activity.Note(BoundaryNames.HeadersAdded, request.Added);
    }

    /// <summary>Tells how the host's answer differs from the upstream's.</summary>
    /// <param name="activity">The call's span.</param>
    /// <param name="from">The upstream's answer.</param>
    /// <param name="to">What reaches the host of it.</param>
    /// <param name="scrubber">Knows the key: an upstream may name a header by it.</param>
    public static void DescribeAnswer(this Activity activity, HttpResponseMessage from, IHeaderDictionary to, SecretScrubber? scrubber)
    {
        var names = new List<string>(to.Count + 16);
        AddNames(names, from.Headers.NonValidated);
        AddNames(names, from.Content.Headers.NonValidated);
        if (scrubber is not null)
        {
            Hide(names, scrubber);
        }

        names.Add(Mark);
        AddNames(names, to);
        var answer = Answers.Of(names);
        activity.Note(BoundaryNames.AnswerHeadersPassed, answer.Passed);
        activity.Note(BoundaryNames.AnswerHeadersWithheld, answer.Withheld);
    }

    private static void AddNames(List<string> names, IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            names.Add(name);
        }
    }

    private static void AddNames(List<string> names, System.Net.Http.Headers.HttpHeadersNonValidated headers)
    {
        foreach (var (name, _) in headers)
        {
            names.Add(name);
        }
    }

    private static void Hide(List<string> names, SecretScrubber scrubber)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (scrubber.IsIn(names[i]))
            {
                names[i] = "***";
            }
        }
    }

    private sealed record RequestNames(string[] Forwarded, string[] Withheld, string[] Added)
    {
        public static RequestNames Of(string[] names)
        {
            var (host, upstream) = HeaderNames.Crossing(names, Mark);
            // A host's Authorization is never what goes upstream, even where both have one.
            var key = upstream.Remove(BoundaryNames.Authorization) ? [BoundaryNames.KeyHeader] : Array.Empty<string>();
            return new(
                HeaderNames.Listed(host.Where(upstream.Contains)),
                HeaderNames.Listed(host.Where(name => !upstream.Contains(name))),
                HeaderNames.Listed(key.Concat(upstream.Where(name => !host.Contains(name)))));
        }
    }

    private sealed record AnswerNames(string[] Passed, string[] Withheld)
    {
        public static AnswerNames Of(string[] names)
        {
            var (upstream, host) = HeaderNames.Crossing(names, Mark);
            return new(
                HeaderNames.Listed(upstream.Where(host.Contains)),
                HeaderNames.Listed(upstream.Where(name => !host.Contains(name))));
        }
    }
}

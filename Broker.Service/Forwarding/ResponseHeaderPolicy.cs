using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;
using Broker.Service.Credentials;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Forwarding;

/// <summary>
/// Decides which of the upstream's headers reach the host: all except those of the connection, those that set state in a client, and those
/// that let a web page read the answer.
/// </summary>
internal static class ResponseHeaderPolicy
{
    private const string CorsPrefix = "Access-Control-";

    // AnswerRelay sets the length: it frames the host's answer itself.
    private static readonly FrozenSet<string> Withheld = FrozenSet.ToFrozenSet(
        ["Content-Length", "Set-Cookie", "Set-Cookie2", "Server", "Alt-Svc", "Strict-Transport-Security"],
        StringComparer.OrdinalIgnoreCase);

    // All except the tab.
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(code => code != '\t'), '\u007f']);

    /// <summary>Copies the allowed headers; masks the key in their values.</summary>
    /// <param name="scrubber">Masks the key; null if none was attached or it is too short to be told from text.</param>
    public static void Apply(HttpResponseMessage from, IHeaderDictionary to, AnswerScrubber? scrubber)
    {
        var nominated = from.Headers.NonValidated.TryGetValues("Connection", out var connection)
            ? HopByHop.NominatedBy(connection.ToString())
            : FrozenSet<string>.Empty;
        Copy(from.Headers.NonValidated, to, nominated, scrubber);
        Copy(from.Content.Headers.NonValidated, to, nominated, scrubber);
    }

    private static void Copy(HttpHeadersNonValidated from, IHeaderDictionary to, IReadOnlySet<string> nominated, AnswerScrubber? scrubber)
    {
        foreach (var (name, values) in from)
        {
            if (!MayPass(name) || nominated.Contains(name) || (scrubber is not null && scrubber.Scrub(name) != name))
            {
                continue;
            }

            var passing = StringValues.Empty;
            foreach (var value in values)
            {
                if (IsPrintable(value))
                {
                    passing = StringValues.Concat(passing, scrubber?.Scrub(value) ?? value);
                }
            }

            if (passing.Count > 0)
            {
                to[name] = passing;
            }
        }
    }

    private static bool MayPass(string name) =>
        !HopByHop.Contains(name)
        && !Withheld.Contains(name)
        && !name.StartsWith(CorsPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns true if a server may send the value in a header (RFC 9110, section 5.5); other values are dropped.</summary>
    private static bool IsPrintable(string value) => !value.AsSpan().ContainsAny(Controls);
}

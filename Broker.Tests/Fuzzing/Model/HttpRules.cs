using System.Text.RegularExpressions;
using Broker.Tests.Fuzzing.Wire;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>
/// What a server may make of a request's head (RFC 9112): well-formed, surely malformed, or such that one server reads it and another does
/// not. In the last case it is either refused or treated by the rules, nothing else.
/// </summary>
internal static partial class HttpRules
{
    private static readonly string[] Single = ["Host", "Content-Length"];
    private static readonly string[] Strict = ["Host", "Content-Length", "Transfer-Encoding"];

    /// <summary>Whether every server must refuse it.</summary>
    public static bool MustRefuse(FuzzRequest request) =>
        request.Version is not ("HTTP/1.1" or "HTTP/1.0")
        || !Token().IsMatch(request.Method)
        || request.Named.Length == 0
        || request.Named.AsSpan().IndexOfAny(' ', '\r') >= 0
        || request.AllHeaders.Any(IsBroken)
        || Single.Any(name => request.Values(name).Count > 1)
        || (request.Version == "HTTP/1.1" && request.Values("Host").Count == 0)
        || request.Values("Content-Length").Any(length => !Number().IsMatch(length) || !long.TryParse(length, out _))
        || request.Values("Transfer-Encoding").Any(coding => !Chunked().IsMatch(coding))
        || IsTooLarge(request);

    /// <summary>Whether a server may refuse it.</summary>
    public static bool MayRefuse(FuzzRequest request) =>
        !PlainTarget().IsMatch(request.Target)
        || request.Method == "CONNECT"
        || request.AllHeaders.Any(header => !Token().IsMatch(header.Name) || !(Strict.Any(header.Is) ? Visible() : Printable()).IsMatch(header.Value ?? ""))
        || request.Values("Host").Any(host => !PlainHost().IsMatch(host))
        || request.Values("Content-Length").Any(length => length is [not (>= '1' and <= '9'), _, ..])
        || (request.Framing.HasCoding && (request.Framing.HasLength || request.Version == "HTTP/1.0" || request.Framing.CodingText != "chunked" || request.Framing.Extension.Length > 0))
        || request.Names("Connection", "upgrade")
        || request.Values("Expect").Any(value => !value.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        || (request.Version == "HTTP/1.0" && !request.Framing.HasBody);

    /// <summary>What becomes of the connection after an answer.</summary>
    public static Closing Closing(FuzzRequest request)
    {
        if (request.Names("Connection", "close") || (request.Version == "HTTP/1.0" && !request.Names("Connection", "keep-alive")))
        {
            return Model.Closing.Surely;
        }

        return request.Version == "HTTP/1.0"
            || request.Names("Connection", "upgrade")
            || request.Values("Expect").Count > 0
            || request.Method == "CONNECT"
            || (request.Framing.HasCoding && MayRefuse(request))
                ? Model.Closing.Perhaps
                : Model.Closing.Never;
    }

    // Far beyond the limits or far below them; at which byte a server counts is its own affair.
    private static bool IsTooLarge(FuzzRequest request) =>
        request.AllHeaders.Count > 100 || request.Method.Length + request.Target.Length > 8 * 1024 || request.AllHeaders.Sum(header => header.Text.Length) > 32 * 1024;

    private static bool IsBroken(HeaderLine header) =>
        header.Value is null || header.Name.Length == 0 || header.Name.AsSpan().IndexOfAny(" \t\r\0:") >= 0 || header.Value.AsSpan().IndexOfAny('\r', '\0') >= 0;

    [GeneratedRegex(@"\A[!#$%&'*+\-.^_`|~0-9A-Za-z]+\z")]
    private static partial Regex Token();

    [GeneratedRegex(@"\A[\t -~]*\z")]
    private static partial Regex Visible();

    // Beyond ASCII a value makes no request malformed.
    [GeneratedRegex(@"\A[\t -~\x80-\xff]*\z")]
    private static partial Regex Printable();

    // An escaped NUL is one that servers differ about, and so is everything that is no path.
    [GeneratedRegex(@"\A/(?!.*%00)[!-~]*\z", RegexOptions.Singleline)]
    private static partial Regex PlainTarget();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9.\-]*|\[::1\])(?::[0-9]{1,5})?\z")]
    private static partial Regex PlainHost();

    [GeneratedRegex(@"\A(?:\+?[0-9]+|-0+)\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\Achunked\z", RegexOptions.IgnoreCase)]
    private static partial Regex Chunked();
}

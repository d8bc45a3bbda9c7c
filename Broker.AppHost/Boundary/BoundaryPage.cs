using System.Globalization;
using System.Text;
using Broker.Service.Telemetry;

namespace Broker.AppHost.Boundary;

/// <summary>
/// Shows one request at the trust boundary: what the host sent, what each check decided, what the broker sent upstream, what came back.
/// It is made of the trace's spans alone, which have header names and never a value.
/// </summary>
internal static class BoundaryPage
{
    private const string Nothing = "";
    private const string NotReached = "– not reached";

    /// <summary>Writes it as Markdown.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tracePage">Address of the trace's page.</param>
    public static string Write(CheckedRequest request, Uri tracePage)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"## {request.Verdict}\n\n");
        page.AppendJoin(" · ", Facts(request).Append($"[trace {request.Check.TraceId[..Math.Min(8, request.Check.TraceId.Length)]}]({tracePage})")).Append("\n\n");
        page.Append("### Request\n\n").AppendTable(["host", "broker", "provider"], RequestRows(request));
        page.Append("### Checks\n\n").AppendTable(["", "check", "verdict"], CheckRows(request));
        page.Append("### Answer\n\n").AppendTable(["host", "broker", "provider"], AnswerRows(request));
        return page.ToString();
    }

    private static IEnumerable<string> Facts(CheckedRequest request)
    {
        if (request.Server is { } server)
        {
            yield return $"{Markdown.Code($"{server.Text("http.request.method")} {server.Text("url.path")}")} → **{request.Status}**";
            yield return $"{server.Start:HH:mm:ss} UTC";
            yield return string.Create(CultureInfo.InvariantCulture, $"{server.Duration.TotalMilliseconds:0.#} ms");
        }
        else
        {
            yield return $"{request.Check.Start:HH:mm:ss} UTC";
        }
    }

    private static IEnumerable<string[]> RequestRows(CheckedRequest request)
    {
        var sent = request.Check.Texts(BoundaryNames.HostHeaders);
        if (request.Forward is not { } forward || !request.WasSent)
        {
            return [.. sent.Select(name => (string[])[Header(name), Nothing, Nothing]), [sent.Count == 0 ? "no headers" : Nothing, $"**stops here**: {Markdown.Code(Reason(request))}", "nothing"]];
        }

        var (passed, withheld) = (forward.Texts(BoundaryNames.HeadersForwarded), forward.Texts(BoundaryNames.HeadersWithheld));
        var ownOfConnection = sent.Except(passed.Concat(withheld), StringComparer.OrdinalIgnoreCase).ToList();
        return
        [
            [Nothing, "sends to", Markdown.Code(forward.Text(BoundaryNames.UpstreamUrl))],
            ["body", "passes unchanged", Bytes(forward.Number("http.request.body.size"))],
            .. forward.Texts(BoundaryNames.HeadersAdded).Select(Added),
            .. withheld.Select(name => (string[])[Markdown.Struck(Shown(name)), "removes", Nothing]),
            .. passed.Select(name => (string[])[Header(name), "passes", Header(name)]),
            .. ownOfConnection.Select(name => (string[])[Header(name), "has its own", Markdown.Code(name)]),
        ];
    }

    private static IEnumerable<string[]> CheckRows(CheckedRequest request)
    {
        var check = request.Check;
        var passed = check.Texts(BoundaryNames.RulesPassed).ToHashSet(StringComparer.Ordinal);
        var number = 0;
        foreach (var rule in BoundaryNames.Rules)
        {
            var verdict = passed.Contains(rule) ? "✓ passed"
                : rule != check.Text(BoundaryNames.Rule) ? NotReached
                : check.Text(BoundaryNames.Outcome) == BoundaryNames.Answered ? "● answered"
                : $"**✗ refused** {Markdown.Code(check.Text(BoundaryNames.ErrorType))}";
            yield return [$"{++number}", Markdown.Code(rule), verdict];
        }

        if (request.Secret is { } secret)
        {
            var failed = secret.Text(BoundaryNames.ErrorType);
            yield return [$"{++number}", $"provider key from {Markdown.Code(secret.Text(BoundaryNames.SecretSource))}", failed is null ? $"✓ {secret.Text(BoundaryNames.Outcome)}" : $"**✗ refused** {Markdown.Code(failed)}"];
        }
    }

    private static IEnumerable<string[]> AnswerRows(CheckedRequest request)
    {
        if (request.UpstreamStatus is not { } upstream)
        {
            return [[request.Status is { } own ? $"**{own}**" : "nothing yet", request.IsUnderWay ? "is under way" : "answers by itself", Nothing]];
        }

        if (request.Status is { } replaced && replaced != upstream)
        {
            return [[$"**{replaced}**", "answers by itself", $"**{upstream}**"]];
        }

        var answer = request.Forward!;
        return
        [
            [request.Status is null ? "under way" : $"**{request.Status}**", "passes", $"**{upstream}**"],
            [
                "body",
                answer.Number(BoundaryNames.Masked) is { } masked ? $"**masks the key {(masked == 1 ? "once" : $"{masked} times")}**" : "finds no key in it",
                Bytes(answer.Number("http.response.body.size")),
            ],
            .. answer.Texts(BoundaryNames.AnswerHeadersWithheld).Select(name => (string[])[Nothing, "removes", Markdown.Struck(name)]),
            .. answer.Texts(BoundaryNames.AnswerHeadersPassed).Select(name => (string[])[Markdown.Code(name), "passes", Markdown.Code(name)]),
        ];
    }

    private static string Reason(CheckedRequest request) =>
        request.Check.Text(BoundaryNames.ErrorType) ?? request.Secret?.Text(BoundaryNames.ErrorType)
        ?? (request.Forward is not null ? "dry run" : request.Check.Text(BoundaryNames.Outcome) == BoundaryNames.Answered ? "answered" : "under way");

    private static string[] Added(string header) => header == BoundaryNames.KeyHeader
        ? [Nothing, "**adds the key**", $"**{Markdown.Code(header)}**"]
        : [Nothing, "adds", Markdown.Code(header)];

    private static string Header(string name) => Markdown.Code(Shown(name));

    /// <summary>A header of the host. What may carry a caller token is marked as a secret.</summary>
    private static string Shown(string name) => BoundaryNames.TokenHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"{name}: ***" : name;

    private static string Bytes(long? count) => count is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} bytes") : "size unknown";
}

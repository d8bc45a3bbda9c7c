using System.Text;
using System.Text.Json;
using Broker.Tests.Fuzzing.Wire;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>What each sort of answer looks like, down to its bytes.</summary>
internal static class AnswerRules
{
    private static readonly int[] ServerRefusals = [400, 405, 408, 413, 414, 431, 505];
    private static readonly string[] OwnHeaders = ["Content-Length", "Content-Type", "Date", "Cache-Control", "Connection", "Allow", "WWW-Authenticate", "Upgrade", "X-Broker-Error", "x-should-retry"];
    private static readonly string[] ProbeHeaders = ["Content-Length", "Transfer-Encoding", "Content-Type", "Date", "Cache-Control", "Connection", "Expires", "Pragma"];
    private static readonly string[] ForwardedHeaders = ["Content-Length", "Content-Type", "Date", "Connection", "X-Request-Id"];

    /// <summary>The HTTP server's own no: a status and nothing else.</summary>
    public static void AssertServerRefusal(WireAnswer answer)
    {
        Assert.Contains(answer.Status, ServerRefusals);
        Assert.Equal("", answer.Body);
        Assert.Equal("0", answer.Header("Content-Length"));
        Assert.Equal("close", answer.Header("Connection"));
        AssertHeaders(answer, OwnHeaders);
    }

    /// <summary>The answer that an outcome asks for.</summary>
    public static void AssertIs(WireAnswer answer, Outcome outcome, FuzzRequest request, BrokerFacts facts)
    {
        Assert.Equal(outcome.Status, answer.Status);
        switch (outcome.Kind)
        {
            case OutcomeKind.Forwarded:
                Assert.Equal("""{"upstream":true}""", answer.Body);
                AssertHeaders(answer, ForwardedHeaders);
                break;
            case OutcomeKind.Probe:
                Assert.Equal("Healthy", answer.Body);
                AssertHeaders(answer, ProbeHeaders);
                break;
            default:
                AssertOwn(answer, outcome, request, facts);
                break;
        }
    }

    private static void AssertOwn(WireAnswer answer, Outcome outcome, FuzzRequest request, BrokerFacts facts)
    {
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        AssertHeaders(answer, OwnHeaders);
        Assert.Equal(outcome.Status == 405 ? "POST, GET, DELETE" : null, answer.Header("Allow"));
        var isSdk = outcome.Kind == OutcomeKind.Refusal && SpecRules.IsSdk(request);
        Assert.Equal(outcome.Error, answer.Header("X-Broker-Error"));
        Assert.Equal(isSdk ? "false" : null, answer.Header("x-should-retry"));
        if (request.Method == "HEAD")
        {
            return;
        }

        Assert.Equal(JsonLayout.Indent(answer.Body), answer.Body);
        if (outcome.Kind == OutcomeKind.Description)
        {
            Assert.Equal(Description(request, facts), answer.Body);
            return;
        }

        using var json = JsonDocument.Parse(Encoding.Latin1.GetBytes(answer.Body));
        var keys = json.RootElement.EnumerateObject().Select(member => member.Name).ToArray();
        if (outcome.Kind == OutcomeKind.Health)
        {
            Assert.Equal(["ok", "listen", "mode", "upstream_base_url", "allowed_paths", "client_auth", "secret_source"], keys);
            return;
        }

        if (outcome.Error is "path_not_allowed" or "not_found")
        {
            Assert.Equal(SpecRules.IsBaseUrlAmiss(request), answer.Body.Contains("base URL", StringComparison.Ordinal));
        }

        if (isSdk)
        {
            AssertSdk(json.RootElement, outcome.Error!);
            return;
        }

        string[] first = outcome.Error == "path_not_allowed" ? ["ok", "error", "path"] : ["ok", "error"];
        Assert.Equal(first, keys.Take(first.Length));
        Assert.Equal(keys.Distinct(), keys);
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(outcome.Error, json.RootElement.GetProperty("error").GetString());
        if (outcome.Error == "path_not_allowed")
        {
            PathText.AssertIs(json.RootElement.GetProperty("path").GetString()!, request.Named);
        }
    }

    private static void AssertSdk(JsonElement json, string code)
    {
        Assert.Equal(["error"], json.EnumerateObject().Select(member => member.Name));
        var error = json.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("Broker: ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(("broker_error", JsonValueKind.Null), (error.GetProperty("type").GetString(), error.GetProperty("param").ValueKind));
        Assert.Equal(code == "request_too_large" ? "body_limit" : code, error.GetProperty("code").GetString());
    }

    private static string Description(FuzzRequest request, BrokerFacts facts)
    {
        var body = request.Framing.HasBody && request.Body.Length > 0 ? request.Body : "{}";
        return JsonLayout.Indent($$"""
            {"ok":true,"mode":"dry_run","forward":{"url":"{{facts.Upstream}}{{request.Named}}","path":"{{request.Named}}","secret_source":"env:PROVIDER_API_KEY","would_attach_bearer_token":true},"request":{{body}}}
            """);
    }

    private static void AssertHeaders(WireAnswer answer, string[] known)
    {
        var names = answer.Headers.Select(header => header.Name).ToArray();
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
        Assert.Empty(names.Except(known, StringComparer.OrdinalIgnoreCase));
    }
}

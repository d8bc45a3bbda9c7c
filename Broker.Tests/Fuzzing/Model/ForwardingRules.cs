using System.Text;
using Broker.Tests.Fuzzing.Wire;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>What SPEC section 6 lets an upstream see of a request.</summary>
internal static class ForwardingRules
{
    private static readonly string[] OfTheHost = ["Content-Type", "Accept", "User-Agent", "OpenAI-Beta", "Idempotency-Key", "X-Client-Request-Id"];
    private static readonly string[] OwnOptions = ["close", "keep-alive", "upgrade"];
    private static readonly string[] OfTheBroker = ["Host", "Content-Length", "Authorization", "traceparent", "tracestate", "Content-Type", "Via"];

    /// <summary>Compares what came with what was asked for.</summary>
    public static void AssertIs(RecordedRequest forwarded, FuzzRequest request)
    {
        Assert.Equal((request.Method, request.Named), (forwarded.Method, forwarded.Target));
        Assert.Equal(request.Framing.HasBody ? request.Body : "", Encoding.Latin1.GetString(forwarded.Body));
        Assert.Equal([$"Bearer {BrokerFacts.Key}"], forwarded.Headers["Authorization"]);
        foreach (var (name, lines) in forwarded.Headers)
        {
            Assert.True(OfTheBroker.Contains(name, StringComparer.OrdinalIgnoreCase) || MayPass(name, request), $"{name} went upstream.");
            Assert.DoesNotContain(lines, value => value.Any(letter => letter > '\u007f'));
            Assert.DoesNotContain(lines, value => value.Contains(BrokerFacts.Token, StringComparison.Ordinal));
        }

        // Tells this request from its neighbours.
        var id = string.Join(", ", request.Values("X-Client-Request-Id"));
        var passed = forwarded.Headers.TryGetValue("X-Client-Request-Id", out var values) ? string.Join(", ", values) : "";
        Assert.True(passed == id || (passed.Length == 0 && request.Names("Connection", "X-Client-Request-Id")), $"X-Client-Request-Id {id} became {passed}.");
    }

    private static bool MayPass(string name, FuzzRequest request) =>
        (OfTheHost.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("x-stainless-", StringComparison.OrdinalIgnoreCase))
        && (!request.Names("Connection", name) || HasOwnOption(request));

    /// <summary>Of a header with one of these Kestrel shows this one alone, so what else it nominates cannot be known.</summary>
    private static bool HasOwnOption(FuzzRequest request) => OwnOptions.Any(option => request.Names("Connection", option));
}

using System.Globalization;
using Broker.Tests.Fuzzing.Model;
using Broker.Tests.Fuzzing.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Broker.Tests.Fuzzing.Generating;

/// <summary>Requests that are allowed but for nothing, one thing or a few.</summary>
internal static class Requests
{
    private static readonly Gen<FuzzRequest> Allowed =
        from entry in Gen.Elements(BrokerFacts.Allowed.ToArray())
        from token in HeaderLines.Token1
        from id in Gen.Choose(0, 999_999)
        from harmless in Gen.ArrayOf(HeaderLines.Harmless, 2)
        from count in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Constant(1)), (1, Gen.Constant(2)))
        from body in Bodies.Good
        from framing in Framings.Good
        select new FuzzRequest
        {
            Method = entry.Method,
            Target = entry.Target,
            Headers = [new("Host", "127.0.0.1"), token, new("X-Client-Request-Id", id.ToString(CultureInfo.InvariantCulture)), .. harmless.Take(count)],
            Body = body,
            Framing = framing,
        };

    /// <summary>Spoilings that the rules of the broker are about.</summary>
    private static readonly Gen<Func<FuzzRequest, Gen<FuzzRequest>>> OfRules = Gen.Frequency(
        (3, Pure(HeaderLines.Hosts)),
        (3, Pure(HeaderLines.Browser)),
        (4, Pure(HeaderLines.Tokens)),
        (3, Pure(HeaderLines.Names)),
        (6, Spoil(_ => Bodies.Any, (request, body) => request with { Body = body })),
        (2, Spoil(_ => Framings.Good, (request, framing) => request with { Framing = framing })),
        (4, Spoil(request => Targets.Spoilt(request.Target), (request, target) => request with { Target = target })),
        (2, Spoil(_ => Targets.Local, (request, target) => request with { Method = "GET", Target = target })),
        (2, Spoil(_ => Gen.Elements("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "QUERY", "post", "Get", "PROPFIND", new string('M', 40)), (request, method) => request with { Method = method })));

    /// <summary>Spoilings that the server itself meets first.</summary>
    private static readonly Gen<Func<FuzzRequest, Gen<FuzzRequest>>> OfTheWire = Gen.Frequency(
        (3, Pure(HeaderLines.Connections)),
        (3, Pure(HeaderLines.Broken)),
        (4, Spoil(_ => Framings.Bad, (request, framing) => request with { Framing = framing })),
        (1, Spoil(_ => Gen.Elements("", "P\u00d6ST", "PO\tST", "CONNECT", "PRI", "(POST)", "POST\0"), (request, method) => request with { Method = method })),
        (2, Spoil(_ => Gen.Elements("HTTP/1.0", "HTTP/1.0", "HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/3", "http/1.1", "HTTP/1.1 ", "HTTP/1.10", "", "HTTPS/1.1", "HTTP/1.1\0"), (request, version) => request with { Version = version })));

    /// <summary>Requests after which the connection mostly goes on.</summary>
    public static Gen<FuzzRequest> ByRules { get; } = Spoilt((2, 0, 0), (6, 1, 0), (2, 2, 0), (1, 3, 0));

    /// <summary>Requests of any kind.</summary>
    public static Gen<FuzzRequest> OfAnyKind { get; } = Gen.Frequency(
        (4, Spoilt((3, 0, 1), (2, 1, 1), (1, 0, 2))),
        (1, from request in Spoilt((3, 0, 0), (2, 1, 0)) from cut in Gen.Choose(0, 999) select request with { Cut = cut }));

    private static Gen<FuzzRequest> Spoilt(params (int Weight, int Rules, int Wire)[] mixes) =>
        from mix in Gen.Frequency(mixes.Select(mix => (mix.Weight, Gen.Constant(mix))))
        from request in Allowed
        from spoilt in Apply(request, mix.Rules, OfRules)
        from done in Apply(spoilt, mix.Wire, OfTheWire)
        select done;

    private static Gen<FuzzRequest> Apply(FuzzRequest request, int times, Gen<Func<FuzzRequest, Gen<FuzzRequest>>> spoilings) => times == 0
        ? Gen.Constant(request)
        : from spoiling in spoilings
          from once in spoiling(request)
          from more in Apply(once, times - 1, spoilings)
          select more;

    private static Gen<Func<FuzzRequest, Gen<FuzzRequest>>> Pure(Gen<Func<FuzzRequest, FuzzRequest>> change) =>
        change.Select(apply => (Func<FuzzRequest, Gen<FuzzRequest>>)(request => Gen.Constant(apply(request))));

    private static Gen<Func<FuzzRequest, Gen<FuzzRequest>>> Spoil<T>(Func<FuzzRequest, Gen<T>> part, Func<FuzzRequest, T, FuzzRequest> put) =>
        Gen.Constant<Func<FuzzRequest, Gen<FuzzRequest>>>(request => part(request).Select(value => put(request, value)));
}

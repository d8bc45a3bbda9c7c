using Broker.Tests.Fuzzing.Model;
using Broker.Tests.Fuzzing.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Broker.Tests.Fuzzing.Generating;

/// <summary>Header lines that decide something, that try to, or that are none.</summary>
internal static class HeaderLines
{
    private static readonly string Token = BrokerFacts.Token;

    private static readonly Gen<string> Host = Gen.Elements(
        "127.0.0.1", "localhost", "[::1]", "LOCALHOST:1", "127.0.0.1:65535", "localhost:", "evil.example", "localhost.evil.example", "evil.example:8791", "127.0.0.1.", "127.0.0.2", "127.1",
        "2130706433", "0.0.0.0", "[::]", "[::ffff:127.0.0.1]", "::1", "[::1", "localhost:x", "localhost:80:80", "localhost@evil.example", "localhost/evil", "127.0.0.1, evil.example", "", "\u00e9",
        "localhost\t", "local host", "user@localhost");

    private static readonly Gen<string> Origin = Gen.Elements("http://127.0.0.1", "http://localhost", "https://127.0.0.1", "http://127.0.0.1:8791", "http://evil.example", "null", "", "HTTP://127.0.0.1", "http://127.0.0.1/");

    private static readonly Gen<string> Site = Gen.Elements("none", "same-origin", "same-site", "cross-site", "None", "", "none, same-origin");

    private static readonly Gen<string> Plain = Gen.Elements(Token, Token, Token, "wrong", "", Token + "x", Token.ToLowerInvariant(), Token[..^1], $"{Token}, {Token}", $"\"{Token}\"", Token + "\u0001", Token + "\u00ff", "Bearer " + Token);

    private static readonly Gen<string> Authorization = Gen.Elements(
        "Bearer " + Token, "bearer " + Token, "BEARER   " + Token + " ", "Bearer", "Bearer ", "Bearer wrong", "Basic dXNlcjpwYXNz", Token, "Bearer\t" + Token, "Bearer" + Token, "Bearer " + Token + " x", "", "Digest a=b");

    private static readonly (string Name, Gen<string> Value)[] Carriers = [("X-Broker-Token", Plain), ("Authorization", Authorization), ("api-key", Plain), ("X-API-KEY", Plain), ("x-goog-api-key", Plain)];

    private static readonly Gen<HeaderLine> Carrier = from which in Gen.Elements(Carriers) from value in which.Value select new HeaderLine(which.Name, value);

    /// <summary>One way of carrying the right token.</summary>
    public static Gen<HeaderLine> Token1 { get; } = Gen.Elements<HeaderLine>(
        new("X-Broker-Token", Token), new("x-broker-token", Token), new("Authorization", "Bearer " + Token), new("api-key", Token), new("x-api-key", Token), new("X-Goog-Api-Key", Token));

    /// <summary>Lines that change nothing, some of which pass.</summary>
    public static Gen<HeaderLine> Harmless { get; } = Gen.Elements<HeaderLine>(
        new("Content-Type", "application/json"), new("Content-Type", "text/plain"), new("Accept", "text/event-stream"), new("User-Agent", "fuzz/1"), new("x-stainless-os", "Linux"),
        new("X-Forwarded-For", "10.0.0.1"), new("X-Forwarded-Host", "evil.example"), new("Forwarded", "for=10.0.0.1"), new("Via", "1.1 fred"), new("Via", "1.1 broker-0123456789abcdef"), new("X-Title", "caf\u00e9"), new("User-Agent", "fuzz/\u00e9"), new("Cookie", "a=b"), new("Referer", "http://evil.example/"),
        new("X-HTTP-Method-Override", "GET"), new("X-Original-URL", "/v1/files"), new("Accept-Encoding", "gzip"), new("Proxy-Authorization", "Basic x"),
        new("OpenAI-Organization", "org"), new("OpenAI-Beta", "assistants=v2"), new("Idempotency-Key", "k"), new("Range", "bytes=0-1"), new("If-None-Match", "*"), new("TE", "trailers"),
        new("Keep-Alive", "timeout=5"), new("Upgrade", "h2c"), new("HTTP2-Settings", "AAMAAABkAAQAAP__"), new("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        new("traceparent", "x"), new("Sec-WebSocket-Key", "AAAA"), new("Access-Control-Request-Method", "POST"), new("Connection", "keep-alive"), new("Connection", "x-client-request-id, x-broker-token"));

    /// <summary>Puts a host's name, or two, or none, in the place of the right one.</summary>
    public static Gen<Func<FuzzRequest, FuzzRequest>> Hosts { get; } = Replace("Host", Host);

    /// <summary>Lets a browser ask.</summary>
    public static Gen<Func<FuzzRequest, FuzzRequest>> Browser { get; } = Gen.OneOf(Replace("Origin", Origin), Replace("Sec-Fetch-Site", Site));

    /// <summary>Calls the body something.</summary>
    public static Gen<Func<FuzzRequest, FuzzRequest>> Names { get; } = Gen.OneOf(
        Replace("Content-Encoding", Gen.Elements("gzip", "zstd", "identity", "IDENTITY", "identity, identity", "", ",", "utf-8", "\u00e9", new string('z', 200))),
        Replace("Content-Type", Gen.Elements("application/json", "Application/JSON; charset=utf-16", "text/json", "application/x+json", "multipart/form-data; boundary=x", "image/png", "", ";", "text/plain", "json", "\u00e9/x", "application/octet-stream")));

    /// <summary>Lets the host carry its token otherwise: wrongly, twice, nowhere.</summary>
    public static Gen<Func<FuzzRequest, FuzzRequest>> Tokens { get; } =
        from lines in Gen.ArrayOf(Carrier, 3)
        from count in Gen.Choose(0, 3)
        select (Func<FuzzRequest, FuzzRequest>)(request => request with
        {
            Headers = [.. request.Headers.Where(header => !Carriers.Any(carrier => header.Is(carrier.Name))), .. lines.Take(count)],
        });

    /// <summary>Lines that end or change a connection.</summary>
    public static Gen<Func<FuzzRequest, FuzzRequest>> Connections { get; } = Gen.Elements<HeaderLine[]>(
        [new("Connection", "close")], [new("Connection", "keep-alive, close")], [new("Connection", "keep-alive")], [new("Connection", "upgrade")], [new("Connection", "Upgrade"), new("Upgrade", "websocket")],
        [new("Connection", "keep-alive, Upgrade"), new("Upgrade", "WebSocket")], [new("Upgrade", "websocket")], [new("Connection", "upgrade"), new("Upgrade", "h2c")],
        [new("Connection", "host, authorization, content-length, transfer-encoding")], [new("Connection", "")], [new("Connection", "x-client-request-id")],
        [new("Expect", "100-continue")], [new("Expect", "100-Continue")], [new("Expect", "200-ok")]).Select(Append);

    /// <summary>Lines that are none, or hardly.</summary>
    public static Gen<Func<FuzzRequest, FuzzRequest>> Broken { get; } = Gen.Frequency(
        (8, Gen.Elements<HeaderLine[]>(
            [new("no colon", null)], [new("", "x")], [new(" folded", "x")], [new("\tfolded", null)], [new("X-Broker-Token ", Token)], [new("X A", "b")], [new("X\u00e9", "b")], [new("X(", "b")], [new("X\0", "b")],
            [new("X-A", "a\rX-Broker-Token: " + Token)], [new("X-A", "a\0b")], [new("X-A", "a\u0001b")], [new("X-A", "\u00c3\u00a9")], [new("X-A", "\u00ff")], [new("X-A", "\u007f")], [new("User-Agent", "\u00c3\u00a9")],
            [new("User-Agent", "\u00e9")], [new("Content-Type", "\u0001")], [new(":authority", "evil.example")], [new("Host", "127.0.0.1")], [new("X-A", "")]).Select(Append)),
        (1, Gen.Choose(34, 40).Select(kilobytes => Append([new HeaderLine("X-A", new string('a', kilobytes * 1024))]))),
        (1, Gen.Choose(101, 140).Select(count => Append([.. Enumerable.Repeat(new HeaderLine("X-A", "b"), count)]))));

    private static Gen<Func<FuzzRequest, FuzzRequest>> Replace(string name, Gen<string> value) => Gen.Frequency(
        (8, from one in value select (Func<FuzzRequest, FuzzRequest>)(request => request.With(name, one))),
        (1, from one in value from two in value select (Func<FuzzRequest, FuzzRequest>)(request => request.With(name, one, two))),
        (1, Gen.Constant<Func<FuzzRequest, FuzzRequest>>(request => request.With(name))));

    private static Func<FuzzRequest, FuzzRequest> Append(HeaderLine[] lines) => request => request with { Headers = [.. request.Headers, .. lines] };
}

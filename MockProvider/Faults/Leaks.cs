using System.Text;
using Microsoft.AspNetCore.Http;
using MockProvider.Answers;

namespace MockProvider.Faults;

/// <summary>
/// Faults that a caller who trusts the upstream would pay for: redirects, echoes of the key, headers meant for somebody else.
/// </summary>
internal static class Leaks
{
    private const string AnyOrigin = "Access-Control-Allow-Origin";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("mock-redirect", "307 to another host", scene => scene.Answer.With(
            KeyValuePair.Create("Location", $"http://elsewhere.example{scene.Request.Path}")) with
        {
            Status = StatusCodes.Status307TemporaryRedirect,
            Parts = [ReadOnlyMemory<byte>.Empty],
            IsStreamed = false,
        }),
        new("mock-echo-body", "the received key in the body", scene =>
            Garbage.Json(scene, Encoding.UTF8.GetBytes($"{{\n  \"object\": \"mock.echo\",\n  \"received\": \"{Key(scene)}\"\n}}\n"))),
        Header("mock-echo-header", "the received key in a header, `x-debug-received`", scene => [new("x-debug-received", Key(scene))]),
        new("mock-echo-split", "the received key in an event stream, cut in two between two chunks", scene =>
        {
            var key = Key(scene);
            var half = key.Length / 2;
            return Garbage.Stream(
                scene,
                Encoding.UTF8.GetBytes($"data: {{\"received\":\"{key[..half]}"),
                Encoding.UTF8.GetBytes($"{key[half..]}\"}}\n\n"),
                WireJson.Done);
        }),
        Header("mock-cookie", "`Set-Cookie`, for every site and for long", _ =>
            [new("Set-Cookie", "mock-tracking=1; Path=/; Max-Age=31536000")]),
        new("mock-cors", "`Access-Control-Allow-Origin: *`: any web page may read the answer", scene => scene.Answer with
        {
            Headers =
            [
                .. scene.Answer.Headers.Where(header => !header.Key.Equals(AnyOrigin, StringComparison.OrdinalIgnoreCase)),
                new(AnyOrigin, "*"),
            ],
        }),
        // Next to keep-alive or close the server would leave out every other name.
        Header("mock-nominated", "a header, `x-mock-hop`, that `Connection` calls one for the next hop alone", _ =>
            [new("x-mock-hop", "for the next hop alone"), new("Connection", "x-mock-hop")]),
    ];

    private static Fault Header(string name, string what, Func<FaultScene, HeaderList> headers) =>
        new(name, what, scene => scene.Answer.With(headers(scene)));

    // Exactly one has come, or the mock would have refused it.
    private static string Key(FaultScene scene) => ProviderKey.Tokens(scene.Request, scene.Dialect)[0]!;
}

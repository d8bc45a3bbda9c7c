using System.Text;
using Microsoft.AspNetCore.Http;
using MockProvider.Answers;
using MockProvider.Journal;

namespace MockProvider.Misbehaviour;

/// <summary>Faults that a caller who trusts the upstream would pay for: redirects, echoes of the key, headers meant for somebody else.</summary>
internal static class Leaks
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("mock-redirect", "307 to another host", (request, answer) => answer with
        {
            Status = StatusCodes.Status307TemporaryRedirect,
            Headers = [.. answer.Headers, new("Location", $"http://elsewhere.example{request.Path}")],
            Parts = [ReadOnlyMemory<byte>.Empty],
            IsStreamed = false,
        }),
        new("mock-echo-body", "the received key in the body", (request, answer) => answer with
        {
            Status = StatusCodes.Status200OK,
            ContentType = "application/json",
            Parts = [Encoding.UTF8.GetBytes($"{{\n  \"object\": \"mock.echo\",\n  \"received\": \"{Key(request)}\"\n}}\n")],
            IsStreamed = false,
        }),
        new("mock-echo-header", "the received key in a header, `x-debug-received`", (request, answer) => With(answer, "x-debug-received", Key(request))),
        new("mock-echo-split", "the received key in an event stream, cut in two between two chunks", (request, answer) =>
        {
            var key = Key(request);
            var half = key.Length / 2;
            return Garbage.Stream(
                answer,
                Encoding.UTF8.GetBytes($"data: {{\"received\":\"{key[..half]}"),
                Encoding.UTF8.GetBytes($"{key[half..]}\"}}\n\n"),
                "data: [DONE]\n\n"u8.ToArray());
        }),
        new("mock-cookie", "`Set-Cookie`, for every site and for long", (_, answer) => With(answer, "Set-Cookie", "mock-tracking=1; Path=/; Max-Age=31536000")),
        new("mock-cors", "`Access-Control-Allow-Origin: *`: any web page may read the answer", (_, answer) => With(
            answer with { Headers = [.. answer.Headers.Where(header => !header.Key.Equals("Access-Control-Allow-Origin", StringComparison.OrdinalIgnoreCase))] },
            "Access-Control-Allow-Origin",
            "*")),
        // Next to keep-alive or close the server would leave out every other name.
        new("mock-nominated", "a header, `x-mock-hop`, that `Connection` calls one for the next hop alone", (_, answer) =>
            With(With(answer, "x-mock-hop", "for the next hop alone"), "Connection", "x-mock-hop")),
    ];

    private static Answer With(Answer answer, string name, string value) => answer with { Headers = [.. answer.Headers, new(name, value)] };

    // Exactly one Authorization has come, or the mock would have refused it.
    private static string Key(ReceivedRequest request) => request.HeaderValues("Authorization")[0].Split(' ', 2, StringSplitOptions.TrimEntries)[^1];
}

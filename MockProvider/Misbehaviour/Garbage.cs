using Microsoft.AspNetCore.Http;
using MockProvider.Answers;

namespace MockProvider.Misbehaviour;

/// <summary>Faults of content: sound HTTP around what no client can read.</summary>
internal static class Garbage
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("mock-malformed-json", "200, called JSON, and is not", (_, answer) => answer with
        {
            Status = StatusCodes.Status200OK,
            ContentType = "application/json",
            Parts = ["{\"id\": \"mock-malformed\", \"choices\": [{\"message\": {\"content\": \"no end of this string}]\n"u8.ToArray()],
            IsStreamed = false,
        }),
        new("mock-malformed-stream", "200, called an event stream: broken JSON, fields nobody knows, bytes that are not UTF-8, no end mark", (_, answer) => Stream(
            answer,
            "data: {\"id\": \"mock\n\n"u8.ToArray(),
            "whatever\nretry: soon\n\n"u8.ToArray(),
            new byte[] { (byte)'d', (byte)'a', (byte)'t', (byte)'a', (byte)':', 0xff, 0xfe, 0x00, 0xc3, (byte)'\n', (byte)'\n' },
            "data:data: []]\r\r\n"u8.ToArray())),
        new("mock-truncated-stream", "200, an event stream that ends, properly framed, inside an event", (_, answer) => Answer.Stream(
            [.. answer.Parts.Take(answer.IsStreamed ? answer.Parts.Count / 2 : 0), "data: {\"id\": \"mock-truncated\", \"choi"u8.ToArray()],
            answer.Headers)),
    ];

    /// <summary>Turns whatever was to be said into an event stream.</summary>
    public static Answer Stream(Answer answer, params IReadOnlyList<ReadOnlyMemory<byte>> parts) => Answer.Stream(parts, answer.Headers);
}

using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using MockProvider.Answers;

namespace MockProvider.Faults;

/// <summary>Faults of content: sound HTTP around what no client can read, or around more than it can hold, made piece by piece.</summary>
internal static class Garbage
{
    /// <summary>How long the bomb is once it is unpacked.</summary>
    public const int BombLength = 52_428_800;

    private const int PieceLength = 65_536;
    private static readonly Lazy<byte[]> Bomb = new(PackBomb);

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("mock-malformed-json", "200, called JSON, and is not", scene =>
            Json(scene, "{\"id\": \"mock-malformed\", \"choices\": [{\"message\": {\"content\": \"no end of this string}]\n"u8.ToArray())),
        new("mock-malformed-stream", "200, called an event stream: broken JSON, unknown fields, bytes that are not UTF-8", scene => Stream(
            scene,
            "data: {\"id\": \"mock\n\n"u8.ToArray(),
            "whatever\nretry: soon\n\n"u8.ToArray(),
            new byte[] { (byte)'d', (byte)'a', (byte)'t', (byte)'a', (byte)':', 0xff, 0xfe, 0x00, 0xc3, (byte)'\n', (byte)'\n' },
            "data:data: []]\r\r\n"u8.ToArray())),
        new("mock-truncated-stream", "200, an event stream that ends, properly framed, inside an event", scene => Stream(
            scene,
            [
                .. scene.Answer.Parts.Take(scene.Answer.IsStreamed ? scene.Answer.Parts.Count / 2 : 0),
                "data: {\"id\": \"mock-truncated\", \"choi"u8.ToArray(),
            ])),
        new("mock-endless", "an event stream that never ends", scene =>
            Stream(scene) with { Delivery = new() { Rest = Events(), Ending = Ending.Reset } }),
        new("mock-endless-line", "an event stream of one event that never ends, as fast as it is taken", scene =>
            Stream(scene, "data: "u8.ToArray()) with
            {
                Delivery = new() { BetweenParts = TimeSpan.Zero, Rest = Line(), Ending = Ending.Reset },
            }),
        new("mock-gzip-bomb", "some 50 kB of gzip, unasked, that unpack to 52,428,800 bytes", scene =>
            Json(scene, Bomb.Value).With(KeyValuePair.Create("Content-Encoding", "gzip"))),
    ];

    /// <summary>Turns whatever was to be said into an event stream.</summary>
    public static Answer Stream(FaultScene scene, params IReadOnlyList<ReadOnlyMemory<byte>> parts) =>
        Answer.Stream(parts).With(scene.Answer.Headers);

    /// <summary>Turns whatever was to be said into a document.</summary>
    public static Answer Json(FaultScene scene, byte[] body) =>
        new(StatusCodes.Status200OK, Answer.JsonType, scene.Answer.Headers, [body], IsStreamed: false);

    private static IEnumerable<ReadOnlyMemory<byte>> Events()
    {
        for (var number = 0L; ; number++)
        {
            var delta = $"{{\"index\":0,\"delta\":{{\"content\":\" {number}\"}},\"finish_reason\":null}}";
            yield return Encoding.UTF8.GetBytes(
                $"data: {{\"id\":\"chatcmpl-mock-endless\",\"object\":\"chat.completion.chunk\",\"choices\":[{delta}]}}\n\n");
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Line()
    {
        var piece = new byte[PieceLength];
        piece.AsSpan().Fill((byte)'x');
        while (true)
        {
            yield return piece;
        }
    }

    // White space and an empty object: JSON, for whoever has room for it.
    private static byte[] PackBomb()
    {
        var piece = new byte[PieceLength];
        piece.AsSpan().Fill((byte)' ');
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var written = PieceLength; written < BombLength; written += PieceLength)
            {
                gzip.Write(piece);
            }

            "{}"u8.CopyTo(piece.AsSpan(PieceLength - 2));
            gzip.Write(piece);
        }

        return packed.ToArray();
    }
}

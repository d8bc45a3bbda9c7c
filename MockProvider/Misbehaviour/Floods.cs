using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using MockProvider.Answers;

namespace MockProvider.Misbehaviour;

/// <summary>Faults of quantity. What is sent is made piece by piece, so that it costs the mock nothing.</summary>
internal static class Floods
{
    /// <summary>How long the bomb is once it is unpacked.</summary>
    public const int BombLength = 52_428_800;

    private const int PieceLength = 65_536;
    private static readonly Lazy<byte[]> Bomb = new(PackBomb);

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("mock-endless", "an event stream that never ends", (_, answer) => Garbage.Stream(answer) with { Delivery = new() { Rest = Events(), Ending = Ending.Reset } }),
        new("mock-endless-line", "an event stream of one event that never ends, as fast as it is taken", (_, answer) =>
            Garbage.Stream(answer, "data: "u8.ToArray()) with { Delivery = new() { BetweenParts = TimeSpan.Zero, Rest = Line(), Ending = Ending.Reset } }),
        new("mock-gzip-bomb", "some 50 kB of gzip, unasked, that unpack to 52,428,800 bytes", (_, answer) => answer with
        {
            Status = StatusCodes.Status200OK,
            ContentType = "application/json",
            Headers = [.. answer.Headers, new("Content-Encoding", "gzip")],
            Parts = [Bomb.Value],
            IsStreamed = false,
        }),
    ];

    private static IEnumerable<ReadOnlyMemory<byte>> Events()
    {
        for (var number = 0L; ; number++)
        {
            yield return Encoding.UTF8.GetBytes($"data: {{\"id\":\"chatcmpl-mock-endless\",\"object\":\"chat.completion.chunk\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\" {number}\"}},\"finish_reason\":null}}]}}\n\n");
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
            for (var written = 0; written < BombLength; written += PieceLength)
            {
                if (written == BombLength - PieceLength)
                {
                    "{}"u8.CopyTo(piece.AsSpan(PieceLength - 2));
                }

                gzip.Write(piece);
            }
        }

        return packed.ToArray();
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MockProvider.Images;

/// <summary>
/// Draws a PNG in two colours: eight by eight fields, drawn from a seed. It has as many pixels as were asked for and yet few bytes.
/// </summary>
internal static class PngImage
{
    private const int Fields = 8;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Draws it.</summary>
    /// <param name="width">Pixels across, a multiple of eight.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="seed">At least fourteen bytes: two colours and the fields.</param>
    /// <param name="share">How much of it is drawn, from the top.</param>
    public static byte[] Draw(int width, int height, ReadOnlySpan<byte> seed, double share)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 1; // one bit for each pixel
        header[9] = 3; // which stands for a colour of the palette
        Chunk(file, "IHDR", header);
        Chunk(file, "PLTE", seed[..6]);
        Chunk(file, "IDAT", Compress(Rows(width, height, seed[6..14], share)));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    // Each row begins with the number of its filter, none; then eight pixels to the byte.
    private static byte[] Rows(int width, int height, ReadOnlySpan<byte> fields, double share)
    {
        var bytesInARow = 1 + width / 8;
        var rows = new byte[height * bytesInARow];
        for (var y = 0; y < (int)(height * share); y++)
        {
            var field = fields[y * Fields / height];
            for (var x = 0; x < width / 8; x++)
            {
                var isSet = (field >> (x * 8 * Fields / width) & 1) == 1;
                rows[y * bytesInARow + 1 + x] = isSet ? byte.MaxValue : byte.MinValue;
            }
        }

        return rows;
    }

    private static byte[] Compress(byte[] rows)
    {
        using var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            stream.Write(rows);
        }

        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, ReadOnlySpan<byte> data)
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(content));
        file.Write(number);
    }

    // CRC-32 as PNG and zip have it; the framework offers it only in a package.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }
}

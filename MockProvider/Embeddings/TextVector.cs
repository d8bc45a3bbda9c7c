using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MockProvider.Embeddings;

/// <summary>
/// A vector of length one that is a function of the text, so that texts with words or parts of words in common are nearer to each
/// other than texts without. Fewer dimensions are the first ones of more.
/// </summary>
internal static class TextVector
{
    // A power of two, and no fewer than the largest model has dimensions.
    private const int Places = 4096;

    /// <summary>Adds up the text's features, each in a place of its own, then spreads every place over all dimensions.</summary>
    public static float[] Of(string text, int dimensions)
    {
        var sum = new double[Places];
        foreach (var (feature, weight) in TextFeatures.Of(text))
        {
            Add(feature, weight, sum);
        }

        Spread(sum);
        var vector = sum.AsSpan(0, dimensions);
        var length = 0.0;
        foreach (var value in vector)
        {
            length += value * value;
        }

        length = Math.Sqrt(length);
        return [.. vector.ToArray().Select(value => (float)(value / length))];
    }

    // A digest, since it is the same on every machine. Amounts that differ do not cancel each other out.
    private static void Add(string feature, double weight, double[] sum)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(feature), digest);
        var place = BinaryPrimitives.ReadUInt16LittleEndian(digest) % Places;
        var amount = 1 + (BinaryPrimitives.ReadUInt32LittleEndian(digest[2..]) / (double)uint.MaxValue / 2);
        sum[place] += (digest[^1] & 1) == 0 ? weight * amount : -weight * amount;
    }

    // The Walsh-Hadamard transform: every place ends up in every dimension, with a pattern of signs of its own, and distances stay.
    private static void Spread(double[] values)
    {
        for (var half = 1; half < values.Length; half *= 2)
        {
            for (var start = 0; start < values.Length; start += 2 * half)
            {
                for (var index = start; index < start + half; index++)
                {
                    (values[index], values[index + half]) = (values[index] + values[index + half], values[index] - values[index + half]);
                }
            }
        }
    }
}

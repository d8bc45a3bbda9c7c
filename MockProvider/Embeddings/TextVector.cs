using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MockProvider.Embeddings;

/// <summary>
/// A vector of length one that is a function of the text: each of its features has a direction of its own and they are added, so
/// that texts with words or parts of words in common are nearer to each other than texts without. Fewer dimensions are the first ones of more.
/// </summary>
internal static class TextVector
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    public static float[] Of(string text, int dimensions)
    {
        var sum = new double[dimensions];
        foreach (var (feature, weight) in TextFeatures.Of(text))
        {
            Add(feature, weight, sum);
        }

        var length = Math.Sqrt(sum.Sum(value => value * value));
        return [.. sum.Select(value => (float)(value / length))];
    }

    private static void Add(string feature, double weight, double[] sum)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(feature), digest);
        var state = BinaryPrimitives.ReadUInt64LittleEndian(digest);
        for (var index = 0; index < sum.Length; index++)
        {
            state += GoldenGamma;
            sum[index] += weight * ((Mix(state) >> 11) / (double)(1UL << 52) - 1);
        }
    }

    // The finaliser of SplitMix64: small, and the same on every machine, which System.Random does not promise.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MockProvider.Answers;

/// <summary>
/// A digest of a request, from which everything that is random in the real service is drawn: the same request gets the same
/// ids, in this run and the next.
/// </summary>
internal sealed class Fingerprint
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private readonly byte[] _digest;

    private Fingerprint(byte[] digest) => _digest = digest;

    /// <summary>The value of <c>x-request-id</c>.</summary>
    public string RequestId => $"req_{Hex("request", 32)}";

    public static Fingerprint Of(string method, string path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{method} {path}\n"));
        hash.AppendData(body);
        return new Fingerprint(hash.GetHashAndReset());
    }

    /// <summary>Lower-case hexadecimal digits, up to 64.</summary>
    public string Hex(string label, int length) => Convert.ToHexStringLower(Draw(label))[..length];

    /// <summary>Letters and digits, up to 32.</summary>
    public string Letters(string label, int length) =>
        string.Concat(Draw(label).Take(length).Select(value => Alphabet[value % Alphabet.Length]));

    /// <summary>A number from <paramref name="least"/> up to, not including, <paramref name="end"/>.</summary>
    public int Number(string label, int least, int end) =>
        least + (int)(BinaryPrimitives.ReadUInt32LittleEndian(Draw(label)) % (uint)(end - least));

    /// <summary>The padding of an event, so that its length does not tell the length of the word.</summary>
    public string Obfuscation(int index) => Letters($"obfuscation {index}", Number($"padding {index}", 6, 17));

    private byte[] Draw(string label) => HMACSHA256.HashData(_digest, Encoding.UTF8.GetBytes(label));
}

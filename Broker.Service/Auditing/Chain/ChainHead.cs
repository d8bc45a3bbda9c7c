using System.Globalization;
using System.Text;

namespace Broker.Service.Auditing.Chain;

/// <summary>
/// The file <c>FILE.head</c>: number and hash of the last line, kept beside the event file, so that a truncated end is noticed. Written
/// in place after each batch, with one call.
/// </summary>
internal sealed class ChainHead(string target) : IDisposable
{
    private const string Before = "{\"seq\":";
    private const string Between = ",\"chain\":\"";

    // Digits of the longest number. A shorter one is padded with blanks, so that the length never changes.
    private const int NumberLength = 19;
    private static readonly int HashAt = Before.Length + NumberLength + Between.Length;
    private readonly byte[] _text = Encoding.ASCII.GetBytes(Text(ChainLink.Start));
    private FileStream? _stream;

    /// <summary>Returns the path of the head.</summary>
    public static string GetPath(string target) => target + ".head";

    /// <summary>Reads the head; null if there is none, or if it is damaged.</summary>
    public static ChainLink? Read(string target)
    {
        if (!File.Exists(GetPath(target)))
        {
            return null;
        }

        using var file = new FileStream(GetPath(target), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Text(ChainLink.Start).Length + 1];
        var text = Encoding.ASCII.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        if (text.Length != bytes.Length - 1
            || !long.TryParse(text.AsSpan(Before.Length, NumberLength), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seq))
        {
            return null;
        }

        var link = new ChainLink(seq, text.Substring(HashAt, ChainLink.HashLength));
        return Text(link) == text && link.Hash.All(char.IsAsciiHexDigitLower) ? link : null;
    }

    /// <summary>Opens the head; reopens it, since another process may have deleted it together with the event file.</summary>
    public void Open()
    {
        _stream?.Dispose();
        _stream = OwnerOnlyFile.Open(GetPath(target));
    }

    /// <summary>Writes the head.</summary>
    /// <param name="seq">Number of the last line.</param>
    /// <param name="hash">Hash of the last line, in hexadecimal.</param>
    public void Write(long seq, ReadOnlySpan<byte> hash)
    {
        var number = _text.AsSpan(Before.Length, NumberLength);
        number.Fill((byte)' ');
        seq.TryFormat(number, out _, default, CultureInfo.InvariantCulture);
        hash.CopyTo(_text.AsSpan(HashAt));
        RandomAccess.Write(_stream!.SafeFileHandle, _text, 0);
    }

    public void Dispose() => _stream?.Dispose();

    private static string Text(ChainLink link) =>
        string.Create(CultureInfo.InvariantCulture, $"{Before}{link.Seq,-NumberLength}{Between}{link.Hash}\"}}\n");
}

using System.Globalization;
using System.Text;
using Broker.Service.Configuration;

namespace Broker.Service.Auditing.Chain;

/// <summary>
/// <c>FILE.head</c>: number and hash of the last line, kept beside the event file, so that an end that was cut off is noticed. Written over
/// in place after each batch, with one call.
/// </summary>
/// <param name="target">The event file.</param>
internal sealed class ChainHead(string target) : IDisposable
{
    private const string Before = "{\"seq\":";
    private const string Between = ",\"chain\":\"";

    // The longest number; a shorter one is followed by blanks, so that the length never changes.
    private const int NumberLength = 19;
    private static readonly int HashAt = Before.Length + NumberLength + Between.Length;
    private readonly byte[] _text = Encoding.ASCII.GetBytes(Text(ChainLink.Start));
    private FileStream? _stream;

    /// <summary>Where it is.</summary>
    /// <param name="target">The event file.</param>
    public static string GetPath(string target) => target + ".head";

    /// <summary>Reads it; null if there is none, or none that was written here.</summary>
    /// <param name="target">The event file.</param>
    public static ChainLink? Read(string target)
    {
        if (FileStamp.Take(GetPath(target)).Kind == FileStamp.What.Nothing)
        {
            return null;
        }

        using var file = OwnerOnlyFile.OpenForReading(GetPath(target));
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

    /// <summary>Opens it, again if it was open.</summary>
    public void Open()
    {
        var stream = OwnerOnlyFile.Open(GetPath(target));
        _stream?.Dispose();
        _stream = stream;
    }

    /// <summary>Writes it.</summary>
    /// <param name="seq">Number of the last line.</param>
    /// <param name="hash">Its hash, as written.</param>
    public void Write(long seq, ReadOnlySpan<byte> hash)
    {
        var number = _text.AsSpan(Before.Length, NumberLength);
        number.Fill((byte)' ');
        seq.TryFormat(number, out _, default, CultureInfo.InvariantCulture);
        hash.CopyTo(_text.AsSpan(HashAt));
        RandomAccess.Write(_stream!.SafeFileHandle, _text, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();

    private static string Text(ChainLink link) =>
        string.Create(CultureInfo.InvariantCulture, $"{Before}{link.Seq,-NumberLength}{Between}{link.Hash}\"}}\n");
}

using System.Buffers;
using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>
/// Describes images, audio and files of a message by address or length. Bytes are never added to a span, and only addresses without name,
/// password or signature are. No media type is added to an address: a dashboard would fetch it.
/// </summary>
internal static class Media
{
    private const int MaxAddressLength = 2048;
    private const string DataScheme = "data:";
    private const string Secure = "https://";

    // Characters that may separate a name, a password or a signature.
    private static readonly SearchValues<char> NotPlain = SearchValues.Create("?#@\\ ");
    private static readonly SearchValues<char> InMediaTypes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/.+-_");

    /// <summary>Returns the part for media; null if it names none.</summary>
    public static MessagePart? ToPart(JsonElement part) => ToPart(FindModality(Shape.Text(part, "type") ?? ""), Shape.Facts(part));

    /// <summary>Returns the part for media; null if the facts name none.</summary>
    /// <param name="facts">The object with address, id or bytes.</param>
    public static MessagePart? ToPart(string modality, JsonElement facts)
    {
        if (Shape.Text(facts, "file_id") is { } id)
        {
            return new(PartKind.File, id, Name: modality);
        }

        var address = Shape.Text(facts, "url") ?? Shape.Text(facts, "image_url") ?? Shape.Text(facts, "file_url");
        if ((Shape.Text(facts, "data") ?? Shape.Text(facts, "file_data") ?? (IsData(address) ? address : null)) is { } data)
        {
            var type = Shape.Text(facts, "format") is { } format ? $"{modality}/{format}" : Shape.Text(facts, "media_type") ?? modality;
            return new(PartKind.Text, Measure(data, type));
        }

        return address is null ? null
            : IsPlain(address) ? new(PartKind.Uri, address, Name: modality)
            : new(PartKind.Text, $"[{modality}]");
    }

    private static string FindModality(string type) => type switch
    {
        _ when type.Contains("image", StringComparison.Ordinal) => "image",
        _ when type.Contains("audio", StringComparison.Ordinal) => "audio",
        _ => "file",
    };

    private static bool IsData(string? address) => address?.StartsWith(DataScheme, StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsPlain(string address) =>
        address.Length <= MaxAddressLength
        && address.StartsWith(Secure, StringComparison.OrdinalIgnoreCase)
        && !address.AsSpan().ContainsAny(NotPlain)
        && Uri.TryCreate(address, UriKind.Absolute, out _);

    /// <summary>Returns a placeholder for bytes: <c>[image/png, 68 bytes]</c>.</summary>
    private static string Measure(string data, string type)
    {
        var bytes = data.AsSpan();
        if (IsData(data) && data.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma)
        {
            var told = data.AsSpan(DataScheme.Length, comma - DataScheme.Length);
            var end = told.IndexOf(';');
            told = end < 0 ? told : told[..end];
            type = told.IsEmpty ? type : told.ToString();
            bytes = bytes[(comma + 1)..];
        }

        var isNamed = type.Length <= 64 && !type.AsSpan().ContainsAnyExcept(InMediaTypes);
        return $"[{(isNamed ? type : "data")}, {bytes.TrimEnd('=').Length * 3L / 4} bytes]";
    }
}

namespace Broker.Service.Requests;

/// <summary>
/// Tells a body that comes in chunks from one with a further coding around it. The server takes the chunks off and hands on the rest,
/// whatever the coding before them is; who reads the header again would see another body (request smuggling).
/// </summary>
internal static class TransferCoding
{
    private const string Chunked = "chunked";

    /// <summary>Returns true for <c>chunked</c> alone, once, and for no coding at all (RFC 9112, section 6.1).</summary>
    /// <param name="headers">Request headers.</param>
    public static bool IsPlain(IHeaderDictionary headers) =>
        headers.TransferEncoding is [] || (headers.TransferEncoding is [{ } only] && only.Equals(Chunked, StringComparison.OrdinalIgnoreCase));
}

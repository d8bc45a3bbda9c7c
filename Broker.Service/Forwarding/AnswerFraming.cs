namespace Broker.Service.Forwarding;

/// <summary>
/// Determines where an upstream's answer ends. The host's answer is framed by the result, never by copied headers: two readers that
/// disagree about the end allow response smuggling.
/// </summary>
internal static class AnswerFraming
{
    /// <summary>Finds the length of the body (RFC 9112, section 6.3).</summary>
    /// <param name="length">Length in bytes; null if chunks or the end of the connection end the body. Chunks win over a length.</param>
    /// <returns>False if the answer contradicts itself.</returns>
    public static bool TryRead(HttpResponseMessage upstream, out long? length)
    {
        var headers = upstream.Content.Headers;
        var announced = headers.NonValidated.TryGetValues("Content-Length", out var lengths) ? lengths.Count : 0;
        var isChunked = upstream.Headers.TransferEncodingChunked == true;
        length = isChunked ? null : headers.ContentLength;
        return isChunked || announced == 0 || (announced == 1 && length is not null);
    }

    /// <summary>Returns true if an answer may have a body (RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5).</summary>
    public static bool MayHaveBody(string method, int status) =>
        !HttpMethods.IsHead(method) && !IsEmpty(status) && status != StatusCodes.Status304NotModified;

    /// <summary>Returns true if an answer may state a length, also of a body that is not sent (RFC 9110, section 8.6).</summary>
    public static bool MayHaveLength(int status) => !IsEmpty(status);

    private static bool IsEmpty(int status) => status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent;
}

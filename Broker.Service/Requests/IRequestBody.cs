namespace Broker.Service.Requests;

/// <summary>The body of an admitted request.</summary>
internal interface IRequestBody : IDisposable
{
    /// <summary>Bytes that were read so far.</summary>
    long Length { get; }

    /// <summary>True if nothing of the body is left on the connection.</summary>
    bool IsReadToEnd { get; }

    /// <summary>Returns the body as content of an outgoing request.</summary>
    HttpContent CreateContent();
}

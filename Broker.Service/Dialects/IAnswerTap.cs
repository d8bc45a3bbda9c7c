namespace Broker.Service.Dialects;

/// <summary>Reads the bytes of an answer as they pass. Keeps and delays none.</summary>
internal interface IAnswerTap
{
    /// <summary>Reads the next bytes, in chunks of any size.</summary>
    void OnBytes(ReadOnlySpan<byte> bytes);
}

namespace Broker.Service.Dialects;

/// <summary>Listens to an answer's bytes as they pass; keeps none of them and delays none.</summary>
internal interface IAnswerTap
{
    /// <summary>The next bytes, in any portions.</summary>
    void OnBytes(ReadOnlySpan<byte> bytes);
}

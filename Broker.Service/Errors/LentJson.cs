using System.Buffers;

namespace Broker.Service.Errors;

/// <summary>JSON in memory that is used again: good until it is given back, on the thread that wrote it.</summary>
/// <param name="buffer">Where it stands.</param>
internal readonly ref struct LentJson(ArrayBufferWriter<byte> buffer) : IDisposable
{
    /// <summary>The JSON, UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.WrittenSpan;

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => BrokerJson.GiveBack(buffer);
}

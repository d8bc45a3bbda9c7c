using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>gzip for gRPC messages, with a bound on what comes out: the server itself bounds only what comes in.</summary>
/// <param name="limit">How many bytes a message may have, unpacked.</param>
internal sealed class BoundedGzip(int limit) : ICompressionProvider
{
    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new BoundedReadStream(
        new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true),
        limit,
        () => new RpcException(new(StatusCode.ResourceExhausted, $"A message may have {limit} bytes, unpacked.")));
}

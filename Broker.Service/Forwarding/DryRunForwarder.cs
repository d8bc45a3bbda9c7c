using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Forwarding;

/// <summary>Answers with a description of what would be forwarded. Fetches no key and sends nothing.</summary>
internal sealed class DryRunForwarder : IForwarder
{
    private const int ChunkSize = 64 * 1024;

    private static readonly byte[] Empty = [.. "{}"u8];
    private static readonly byte[] End = [.. "\n}"u8];

    public async Task<Outcome> ForwardAsync(RequestRecord record, Verdict.Admitted admitted)
    {
        using var activity = BrokerTelemetry.Start(BoundaryNames.ForwardSpan);
        activity?.SetTagIfNotNull(BoundaryNames.Mode, BrokerMode.DryRun.Text());
        activity?.SetTagIfNotNull(BoundaryNames.Outcome, BoundaryNames.Described);
        activity?.SetTagIfNotNull(BoundaryNames.SecretSource, admitted.Route.Upstream.SecretSource.Label);

        var before = Describe(admitted.Route);
        var request = admitted.Body.Bytes.IsEmpty ? Empty : admitted.Body.Bytes;
        var length = before.Length + IndentedJson.Measure(request, outerDepth: 1) + End.Length;
        var response = record.Context.Response;
        response.ContentType = "application/json";
        response.ContentLength = length;
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(record.Method))
        {
            return new Outcome { Mode = BrokerMode.DryRun };
        }

        var chunk = new PooledChunk((int)Math.Min(length, ChunkSize));
        try
        {
            var answer = new ChunkedAnswer(response.Body, chunk, record.Aborted);
            await answer.AppendAsync(before);
            var pieces = new IndentedJson(request, outerDepth: 1);
            while (pieces.TryRead(out var gap, out var token))
            {
                await answer.AppendAsync(gap);
                await answer.AppendAsync(token);
            }

            await answer.AppendAsync(End);
            return new Outcome { Mode = BrokerMode.DryRun, LastBytes = answer.LastBytes, Memory = chunk, BytesOut = length };
        }
        catch
        {
            chunk.Dispose();
            throw;
        }
    }

    /// <summary>Returns the answer as far as the value of <c>request</c>.</summary>
    private static ReadOnlyMemory<byte> Describe(Route route) => BrokerJson.Object(json =>
    {
        json.WriteBoolean("ok", true);
        json.WriteString("mode", BrokerMode.DryRun.Text());
        json.WriteStartObject("forward");
        json.WriteString("url", route.Upstream.BaseUrl + route.Path);
        json.WriteString("path", route.Path);
        json.WriteString("secret_source", route.Upstream.SecretSource.Label);
        json.WriteBoolean("would_attach_bearer_token", route.Upstream.SecretSource.Kind != SecretSourceKind.None);
        json.WriteEndObject();
        json.WritePropertyName("request");
        json.WriteRawValue(Empty);
    })[..^(Empty.Length + End.Length)];

    /// <summary>Writes an answer chunk by chunk, at the pace of the host, and keeps the last chunk back: it waits for the event.</summary>
    private sealed class ChunkedAnswer(Stream body, PooledChunk chunk, CancellationToken aborted)
    {
        private int _used;

        public ReadOnlyMemory<byte> LastBytes => chunk.Memory[.._used];

        public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                if (_used == chunk.Memory.Length)
                {
                    await body.WriteAsync(chunk.Memory, aborted);
                    _used = 0;
                }

                var count = Math.Min(bytes.Length, chunk.Memory.Length - _used);
                bytes[..count].CopyTo(chunk.Memory[_used..]);
                bytes = bytes[count..];
                _used += count;
                chunk.NoteUsed(_used);
            }
        }
    }
}

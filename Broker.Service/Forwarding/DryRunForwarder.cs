using Broker.Service.Checks;
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

        ReadOnlyMemory<byte> request;
        try
        {
            request = await DescribeBodyAsync(admitted, record);
        }
        catch (BodyTooLongException)
        {
            return Outcome.Refused(BrokerError.RequestTooLarge, BodyCheck.TooLong(admitted.Route, announced: null)) with { Mode = BrokerMode.DryRun };
        }

        var before = Describe(admitted.Target, record.Policy.IsGeneral);
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

    /// <summary>Returns the value of <c>request</c>: the body's own JSON, or the media type and length of an upload.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> DescribeBodyAsync(Verdict.Admitted admitted, RequestRecord record)
    {
        if (admitted.Body is RequestBody json)
        {
            return json.Bytes.IsEmpty ? Empty : json.Bytes;
        }

        var upload = (StreamedBody)admitted.Body;
        await upload.CopyToAsync(Stream.Null, record.Aborted);
        return BrokerJson.Line(description =>
        {
            description.WriteString("media_type", PrintableValue.From(record.Headers.ContentType.ToString().Split(';')[0]));
            description.WriteNumber("bytes", upload.Length);
        });
    }

    /// <summary>Returns the answer as far as the value of <c>request</c>.</summary>
    private static ReadOnlyMemory<byte> Describe(RouteTarget target, bool isGeneral) => BrokerJson.Object(json =>
    {
        var upstream = target.Route.Upstream;
        json.WriteBoolean("ok", true);
        json.WriteString("mode", BrokerMode.DryRun.Text());
        json.WriteStartObject("forward");
        json.WriteString("url", target.AddressWithQuery.OriginalString);
        json.WriteString("path", target.Path);
        json.WriteString("secret_source", upstream.SecretSource.Label);
        json.WriteBoolean("would_attach_bearer_token", upstream.SecretSource.Kind != SecretSourceKind.None);
        if (isGeneral)
        {
            json.WriteString("upstream", upstream.Name);
            json.WriteString("credential_header", upstream.Credential.Header);
        }

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

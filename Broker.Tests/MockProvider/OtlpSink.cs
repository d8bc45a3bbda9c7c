using System.Collections.Concurrent;
using System.Threading.Channels;
using Broker.Tests.Leaks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Mock;

/// <summary>Takes OTLP over HTTP and keeps the bytes of each batch of spans.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<byte[]> _batches = Channel.CreateUnbounded<byte[]>();

    private readonly ConcurrentDictionary<string, byte> _signals = new();

    private OtlpSink(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>The paths that something came to: one for each signal.</summary>
    public ICollection<string> Signals => _signals.Keys;

    public static async Task<OtlpSink> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var sink = new OtlpSink(builder.Build());
        sink._app.Run(sink.TakeAsync);
        await sink._app.StartAsync(cancellationToken);
        return sink;
    }

    /// <summary>Waits for a batch that mentions something.</summary>
    public async Task<byte[]> BatchWithAsync(byte[] mention, CancellationToken cancellationToken)
    {
        while (true)
        {
            var batch = await _batches.Reader.ReadAsync(cancellationToken);
            if (batch.AsSpan().IndexOf(mention) >= 0)
            {
                return batch;
            }
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        LeakOracle.OfThisRun.See("OTLP payload", body.ToArray());
        if (context.Request.Path.Value is { } signal && body.Length > 0)
        {
            _signals.TryAdd(signal, 0);
        }

        if (context.Request.Path == "/v1/traces")
        {
            _batches.Writer.TryWrite(body.ToArray());
        }
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Soak;

/// <summary>An upstream that is well most of the time.</summary>
internal sealed class UnreliableUpstream : IAsyncDisposable
{
    private const string Json = """{"id":"soak","object":"response","usage":{"input_tokens":3,"output_tokens":5}}""";
    private readonly WebApplication _app;

    private UnreliableUpstream(WebApplication app) => _app = app;

    /// <summary>Address, without a trailing slash.</summary>
    public string Url => _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    /// <summary>Starts it on a free port of this machine.</summary>
    public static async Task<UnreliableUpstream> StartAsync(RotatingKey key)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, key));
        await app.StartAsync();
        return new UnreliableUpstream(app);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var noWait = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(noWait.Token);
        await _app.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, RotatingKey key)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        if (context.Request.Headers.Authorization != $"Bearer {key.Current}")
        {
            context.Response.StatusCode = 401;
            return;
        }

        switch (Random.Shared.Next(100))
        {
            case < 60:
                await WriteAsync(context, Json);
                break;
            case < 75:
                await StreamAsync(context, events: 10, TimeSpan.FromMilliseconds(20));
                break;
            case < 80:
                await StreamAsync(context, events: 5, TimeSpan.FromSeconds(1));
                break;
            case < 85:
                context.Response.ContentLength = 2 * Json.Length;
                await WriteAsync(context, Json);
                context.Abort();
                break;
            case < 90:
                await StreamAsync(context, events: 2, TimeSpan.FromMilliseconds(20));
                context.Abort();
                break;
            case < 94:
                context.Abort();
                break;
            case < 96:
                context.Response.Redirect("http://127.0.0.1:1/elsewhere");
                break;
            case < 97:
                // Longer than the broker waits.
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            default:
                context.Response.StatusCode = 503;
                break;
        }
    }

    private static async Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
    }

    private static async Task StreamAsync(HttpContext context, int events, TimeSpan pause)
    {
        context.Response.ContentType = "text/event-stream";
        for (var i = 0; i < events && !context.RequestAborted.IsCancellationRequested; i++)
        {
            await context.Response.WriteAsync($"data: {i}\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(pause, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

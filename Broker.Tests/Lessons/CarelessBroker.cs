using System.Text;
using Broker.Lessons.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Lessons;

/// <summary>
/// A forwarder as one writes it in ten minutes: it asks nobody who they are, follows redirects, collects answers before it passes
/// them on and keeps the key that it was started with. No lesson's check may take it for the broker.
/// </summary>
internal sealed class CarelessBroker : IBroker
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = true });

    private CarelessBroker(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public static async Task<IBroker> StartAsync(BrokerSettings settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var broker = new CarelessBroker(app);
        var key = settings.Key ?? (settings.KeyCommand is [_, var file] ? (await File.ReadAllTextAsync(Path.Combine(settings.Folder, file), cancellationToken)).Trim() : "none");
        app.Run(context => broker.ForwardAsync(context, settings.Upstream, key));
        await app.StartAsync(cancellationToken);
        return broker;
    }

    public async ValueTask DisposeAsync()
    {
        using var noWait = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(noWait.Token);
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, Uri? upstream, string key)
    {
        if (upstream is null)
        {
            await context.Response.WriteAsync("{}", context.RequestAborted);
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(upstream, context.Request.Path));
        request.Content = new StringContent(await reader.ReadToEndAsync(context.RequestAborted), Encoding.UTF8, "application/json");
        request.Headers.Add("Authorization", $"Bearer {key}");
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync(context.RequestAborted), context.RequestAborted);
    }
}

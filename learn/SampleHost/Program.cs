using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;
using SampleHost;

const string Usage = "Usage: SampleHost chat|stream|embeddings [text], or without arguments for POST /chat, /stream and /embeddings.";
const string DefaultText = "hello from the sample host";
string[] operations = ["chat", "stream", "embeddings"];

if (args.Length > 0 && !operations.Contains(args[0]))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

if (HostSettings.Read(Environment.GetEnvironmentVariable, out var problem) is not { } settings)
{
    Console.Error.WriteLine(problem);
    return 2;
}

var builder = WebApplication.CreateSlimBuilder();
builder.AddServiceDefaults();
builder.AddServerSpans();
// The SDK's own HTTP calls are the way from here to the broker.
builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource("System.Net.Http"));
await using var app = builder.Build();
var conversation = new Conversation(settings);

if (args.Length > 0)
{
    _ = app.Services.GetService<TracerProvider>();
    var failure = await conversation.TryAsync(args[0], args.Length > 1 ? string.Join(' ', args[1..]) : DefaultText, Console.Out, CancellationToken.None);
    Console.Error.Write(failure is null ? "" : failure + Environment.NewLine);
    return failure is null ? 0 : 1;
}

// Requests cost tokens, and a web page or another machine could send these too.
app.Use((context, next) =>
{
    if (context.Request.Headers.Origin.Count == 0
        && context.Request.Host.Host is "127.0.0.1" or "localhost"
        && context.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller))
    {
        return next(context);
    }

    context.Response.StatusCode = StatusCodes.Status403Forbidden;
    return Task.CompletedTask;
});

app.UseDefaultEndpoints();
foreach (var operation in operations)
{
    app.MapPost("/" + operation, async context =>
    {
        await using var answer = new StringWriter();
        var failure = await conversation.TryAsync(operation, DefaultText, answer, context.RequestAborted);
        Console.WriteLine($"{operation}: {failure ?? answer.ToString().TrimEnd()}");
        context.Response.StatusCode = failure is null ? StatusCodes.Status200OK : StatusCodes.Status502BadGateway;
        await context.Response.WriteAsync(failure ?? answer.ToString());
    });
}

await app.RunAsync();
return 0;

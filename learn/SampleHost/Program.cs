using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;
using SampleHost;

const string DefaultText = "hello from the sample host";
string[] operations = ["chat", "stream", "embeddings"];

var command = new RootCommand(
    "A host: a small program on the official OpenAI SDK that holds no key. OPENAI_BASE_URL has the broker's address, OPENAI_API_KEY the caller token. "
    + "Without a command it serves POST /chat, /stream and /embeddings.");
command.SetAction((_, _) => RunAsync(ServeAsync));
foreach (var operation in operations)
{
    var text = new Argument<string[]>("text") { Description = $"What is said [default: {DefaultText}]", Arity = ArgumentArity.ZeroOrMore };
    var ask = new Command(operation, $"Asks once for {operation}, and prints the answer.") { text };
    ask.SetAction((line, cancellationToken) =>
    {
        var said = line.GetValue(text) is { Length: > 0 } words ? string.Join(' ', words) : DefaultText;
        return RunAsync((app, conversation) => AskAsync(app, conversation, operation, said, cancellationToken));
    });
    command.Add(ask);
}

var parsed = command.Parse(args);
var code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : code;

static async Task<int> RunAsync(Func<WebApplication, Conversation, Task<int>> run)
{
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
    return await run(app, new Conversation(settings));
}

static async Task<int> AskAsync(WebApplication app, Conversation conversation, string operation, string text, CancellationToken cancellationToken)
{
    _ = app.Services.GetService<TracerProvider>();
    var failure = await conversation.TryAsync(operation, text, Console.Out, cancellationToken);
    Console.Error.Write(failure is null ? "" : failure + Environment.NewLine);
    return failure is null ? 0 : 1;
}

async Task<int> ServeAsync(WebApplication app, Conversation conversation)
{
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
}

// A service that behaves as its environment says, for tests of the embedded engine.
using System.Globalization;
using System.Runtime.InteropServices;

if (Environment.GetEnvironmentVariable("SAMPLE_EXIT_CODE") is { Length: > 0 } exitCode)
{
    Console.Error.WriteLine("leaving at once");
    return int.Parse(exitCode, CultureInfo.InvariantCulture);
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();

// Healthy once the named file exists; at once when none is named.
var healthyWhen = Environment.GetEnvironmentVariable("SAMPLE_HEALTHY_WHEN");
app.MapGet("/health", () => healthyWhen is null || File.Exists(healthyWhen) ? Results.Ok() : Results.StatusCode(503));
app.MapGet("/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "(not set)");
app.MapPost("/guarded", (HttpRequest request) => request.Headers.ContainsKey("X-Token") ? Results.Text("come in") : Results.Text("no token", statusCode: 401));

// Deaf to requests to end, when asked to be.
using var deaf = Environment.GetEnvironmentVariable("SAMPLE_DEAF") is null
    ? null
    : PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);

await app.StartAsync();
Console.WriteLine($"serving, token {Environment.GetEnvironmentVariable("SAMPLE_TOKEN")}");
await (deaf is null ? app.WaitForShutdownAsync() : Task.Delay(Timeout.Infinite));
return 0;

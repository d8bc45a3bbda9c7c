using System.Net;
using Broker.Bench.Bare;
using Broker.Service.Auditing;
using Microsoft.Extensions.Logging.Abstractions;

// Told where the upstream is, and where events go if there are to be any; the token and the key come as the broker gets them.
using var events = args.Length > 1 ? new AuditLog(args[1], NullLogger<AuditLog>.Instance) : null;
using var forwarder = new BareForwarder(
    new Uri(args[0]),
    Environment.GetEnvironmentVariable("BENCH_CALLER_TOKEN")!,
    Environment.GetEnvironmentVariable("BENCH_PROVIDER_KEY")!,
    events);

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = null;
    kestrel.Listen(IPAddress.Loopback, 0);
});

await using var app = builder.Build();
app.Run(forwarder.ForwardAsync);
await app.StartAsync();
Console.WriteLine($$"""{"listen":"{{app.Urls.First()}}"}""");
await app.WaitForShutdownAsync();

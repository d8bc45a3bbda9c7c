using System.Net;
using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Orchestration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.AppHost;

public sealed class CommandRunnerTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private readonly ProjectResource _service = new("service");
    private readonly WebApplication _server = CreateServer();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(Cancelled);
        _service.Annotations.Add(new EndpointAnnotation("http", null) { AllocatedPort = new Uri(_server.Urls.First()).Port });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    [Fact]
    public async Task Command_WithExpectedRefusal_SucceedsAndShowsStatusAndBody()
    {
        var outcome = await RunAsync(new HttpCommandOptions { GetCommandResult = context => JudgeAsync(context, HttpStatusCode.Unauthorized) });

        Assert.True(outcome.Success);
        Assert.Equal("Unauthorized\nno token, *** said", outcome.Message);
    }

    [Fact]
    public async Task Command_WithPreparedRequest_SendsIt()
    {
        var outcome = await RunAsync(new HttpCommandOptions
        {
            PrepareRequest = context =>
            {
                context.Request.Headers.Add("X-Token", "anything");
                return Task.CompletedTask;
            },
            GetCommandResult = context => JudgeAsync(context, HttpStatusCode.OK),
        });

        Assert.True(outcome.Success);
        Assert.Equal("OK\ncome in", outcome.Message);
    }

    [Fact]
    public async Task Command_WithoutAJudge_FailsOnRefusal()
    {
        var outcome = await RunAsync(new HttpCommandOptions());

        Assert.False(outcome.Success);
        Assert.Contains("401", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_ToAResourceThatIsDown_FailsAndSaysSo()
    {
        await _server.StopAsync(Cancelled);

        var outcome = await RunAsync(new HttpCommandOptions());

        Assert.False(outcome.Success);
        Assert.StartsWith("service cannot be reached", outcome.Message, StringComparison.Ordinal);
    }

    private static async Task<ExecuteCommandResult> JudgeAsync(HttpCommandResultContext context, HttpStatusCode expected)
    {
        var body = await context.Response.Content.ReadAsStringAsync(context.CancellationToken);
        return context.Response.StatusCode == expected
            ? CommandResults.Success($"{context.Response.StatusCode}", body, CommandResultFormat.Text, displayImmediately: true)
            : CommandResults.Failure($"{context.Response.StatusCode}", body);
    }

    private static WebApplication CreateServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/guarded", (HttpRequest request) =>
            request.Headers.ContainsKey("X-Token") ? Results.Text("come in") : Results.Text("no token, sk-secret said", statusCode: 401));
        return app;
    }

    private Task<Broker.AppHost.Embedded.Dashboard.CommandOutcome> RunAsync(HttpCommandOptions options) =>
        new CommandRunner(_client, new SecretMask(["sk-secret"]))
            .RunAsync(_service, new HttpCommandAnnotation("guarded", "Guarded", "http", "/guarded", options), Cancelled);
}

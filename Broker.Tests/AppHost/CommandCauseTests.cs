using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Orchestration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.AppHost;

public class CommandCauseTests
{
    [Fact]
    public async Task Command_NamesItsCause_WhereThereIsOne()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapPost("/", (HttpRequest request) => Results.Text(request.Headers["traceparent"].ToString()));
        await server.StartAsync(TestContext.Current.CancellationToken);
        var service = new ProjectResource("service");
        service.Annotations.Add(new EndpointAnnotation("http", null) { AllocatedPort = new Uri(server.Urls.First()).Port });
        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseProxy = false });

        Activity.Current = null;
        var without = await RunAsync();
        using var cause = new Activity("cause").SetIdFormat(ActivityIdFormat.W3C).Start();
        var with = await RunAsync();

        Assert.Equal(("said:", $"said:{cause.Id}"), (without, with));

        async Task<string?> RunAsync()
        {
            var options = new HttpCommandOptions
            {
                GetCommandResult = async context => CommandResults.Success("said:" + await context.Response.Content.ReadAsStringAsync(context.CancellationToken), "", CommandResultFormat.Text, displayImmediately: false),
            };
            var outcome = await new CommandRunner(client, new SecretMask([])).RunAsync(service, new HttpCommandAnnotation("ask", "Ask", "http", "/", options), TestContext.Current.CancellationToken);
            return outcome.Message;
        }
    }
}

using Broker.Service.Requests;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Requests;

/// <summary>What comes of a fault of the broker's own, and of failures that meet a host's hanging up.</summary>
public class FaultTests
{
    [Fact]
    public async Task Fault_BeforeTheAnswer_Gets500AndTellsNothing()
    {
        await using var broker = await StartAsync(_ => throw new InvalidOperationException("canary"));

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}");

        Assert.Equal(500, answer.Status);
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"internal_error\"", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.Body + broker.EventLines()[0], StringComparison.Ordinal);
        EventAssert.SingleRefusal(broker, "/v1/responses", 500, "internal_error");
    }

    [Fact]
    public async Task Fault_InsideTheAnswer_BreaksItOff()
    {
        await using var broker = await StartAsync(async context =>
        {
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("canary");
        });
        using var host = await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}"));

        await Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync);

        EventAssert.SingleRefusal(broker, "/v1/responses", 200, "internal_error");
    }

    [Theory]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task Failure_OfACallWhoseHostHungUp_IsTheHostsDoing(Type failure)
    {
        var forwarding = new TaskCompletionSource();
        await using var broker = await StartAsync(async context =>
        {
            var gone = new TaskCompletionSource();
            context.RequestAborted.Register(gone.SetResult);
            forwarding.SetResult();
            await gone.Task;
            throw (Exception)Activator.CreateInstance(failure)!;
        });
        using (await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}")))
        {
            await forwarding.Task;
        }

        Assert.Equal("client_disconnected", Assert.Single(await broker.EventsAsync(1)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task InFlight_WhileRequestsAreAnswered_WaitsForTheLastOfThem()
    {
        var requests = new RequestsInFlight();
        Assert.True(requests.WaitUntilIdleAsync().IsCompleted);
        var first = requests.Enter();
        var second = requests.Enter();
        var none = requests.WaitUntilIdleAsync();

        first.Dispose();
        Assert.False(none.IsCompleted);
        second.Dispose();
        await none.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.True(requests.WaitUntilIdleAsync().IsCompleted);
    }

    private static Task<RunningBroker> StartAsync(Func<HttpContext, Task> fail) =>
        RunningBroker.StartAsync(customize: services => services.AddSingleton<IForwarder>(new FailingForwarder(fail)));

    private sealed class FailingForwarder(Func<HttpContext, Task> fail) : IForwarder
    {
        public async Task<Outcome> ForwardAsync(RequestRecord record, Verdict.Admitted admitted)
        {
            await fail(record.Context);
            return new Outcome();
        }
    }
}

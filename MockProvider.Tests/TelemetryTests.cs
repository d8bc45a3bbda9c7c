using System.Collections.Concurrent;
using System.Diagnostics;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

/// <summary>What the server's span says of a request.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public TelemetryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("Bearer " + Key, "provider key", 1, "gpt-4o-mini")]
    [InlineData("Bearer sk-of-a-caller", "wrong", 1, null)]
    [InlineData(null, "missing", 0, null)]
    public async Task Span_OfARequest_ContinuesTheCallersTraceAndSaysWhatArrived(
        string? authorization, string credential, int count, string? model)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        await using var mock = Start();
        using var client = Client(mock, key: null);
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatPath) { Content = Json(Hello) };
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await client.SendAsync(request, Cancel);
        await mock.DisposeAsync();

        var span = Assert.Single(_ended, activity => activity.TraceId.ToHexString() == trace && activity.Kind == ActivityKind.Server);
        Assert.Equal("b7ad6b7169203331", span.ParentSpanId.ToHexString());
        Assert.Equal($"POST {ChatPath}", span.DisplayName);
        Assert.Equal((credential, count, model), (
            span.GetTagItem("mock.credential"), span.GetTagItem("mock.authorization_headers"), span.GetTagItem("mock.model")));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value is string text && (
            text.Contains(Key, StringComparison.Ordinal) || text.Contains("sk-of", StringComparison.Ordinal)));
    }
}

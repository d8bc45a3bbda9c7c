using System.Text.Json;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Threats;

/// <summary>What an attack is played on: a proxy that asks for a token and has a provider key, in front of a recording upstream.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly CancellationToken _patience = Patience.Token;

    private Stage(RecordingUpstream upstream, RunningBroker broker) => (Upstream, Broker) = (upstream, broker);

    public RecordingUpstream Upstream { get; }

    public RunningBroker Broker { get; }

    public static async Task<Stage> StartAsync(
        Func<LabSettings, LabSettings>? change = null,
        Func<HttpContext, Task>? answer = null,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<IServiceCollection>? customize = null)
    {
        var upstream = await RecordingUpstream.StartAsync(answer);
        return new Stage(upstream, await RunningBroker.StartProxyAsync(upstream.Url, change, environment, customize));
    }

    /// <summary>A connection of a host's own.</summary>
    public Task<HostSocket> ConnectAsync() => HostSocket.ConnectAsync(Broker.Url, _patience, Leaks.WatchedStream.Of);

    /// <summary>Sends one request and reads one answer, after which the broker must close: no second request was served.</summary>
    public Task<RawAnswer> SendAsync(RawRequest request) => SendAsync(request.Text, request.Method != "HEAD");

    /// <summary>Sends bytes and reads one answer, after which the broker must close: no second request was served.</summary>
    public async Task<RawAnswer> SendAsync(string text, bool hasBody = true)
    {
        using var host = await ConnectAsync();
        var sending = host.SendAsync(text, _patience);
        var answer = await host.ReadAnswerAsync(_patience, hasBody);
        Assert.NotNull(answer);
        Assert.Equal("", await host.ReadToEndAsync(_patience));
        await sending;
        return answer;
    }

    /// <summary>Sends what the broker must turn away in its own words.</summary>
    /// <returns>The answer, for whatever else it must say.</returns>
    public Task<RawAnswer> AssertRefusedAsync(RawRequest request, int status, string error) => AssertRefusedAsync(request.Text, status, error);

    /// <summary>Sends what the broker must turn away in its own words.</summary>
    /// <returns>The answer, for whatever else it must say.</returns>
    public async Task<RawAnswer> AssertRefusedAsync(string text, int status, string error)
    {
        var answer = await SendAsync(text);
        AssertRefused(answer, status, error);
        Assert.Equal(error, answer.Error);
        return answer;
    }

    /// <summary>Sends what the HTTP server must turn away by itself: no body, and one event all the same.</summary>
    public Task AssertRefusedByServerAsync(RawRequest request, int status) => AssertRefusedByServerAsync(request.Text, status);

    /// <summary>Sends what the HTTP server must turn away by itself: no body, and one event all the same.</summary>
    public async Task AssertRefusedByServerAsync(string text, int status)
    {
        var answer = await SendAsync(text);
        AssertRefused(answer, status, "bad_request");
        Assert.Equal("", answer.Body);
    }

    /// <summary>A refusal: the status, one event that says why, nothing upstream, nothing for web pages and nothing secret in it.</summary>
    public void AssertRefused(RawAnswer answer, int status, string error)
    {
        Assert.Equal(status, answer.Status);
        Assert.Empty(Upstream.Requests);
        var line = Assert.Single(Broker.Events());
        AssertEvent(line, status, error);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        AssertNothingSecret(answer.ToString());
        AssertNothingSecret(line.GetRawText());
    }

    /// <summary>An event of a refusal.</summary>
    public static void AssertEvent(JsonElement line, int status, string error)
    {
        // A GET that finds nothing is told of as one that asked for the broker's state, as the Python reference does.
        Assert.Equal(error == "not_found" ? "health" : "request", line.GetProperty("kind").GetString());
        Assert.False(line.GetProperty("ok").GetBoolean());
        Assert.Equal(status, line.GetProperty("status").GetInt32());
        Assert.Equal(error, line.GetProperty("error").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await Upstream.DisposeAsync();
    }

    private static void AssertNothingSecret(string text)
    {
        Assert.DoesNotContain(RunningBroker.Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningBroker.ProviderKey, text, StringComparison.Ordinal);
    }
}

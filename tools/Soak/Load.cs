using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Broker.Soak;

/// <summary>Hosts that ask steadily: most of them rightly, some of them wrongly, and some that hang up.</summary>
internal sealed class Load(Uri broker, int rate) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private HttpClient _client = Connect(broker);
    private readonly ConcurrentDictionary<string, long> _outcomes = new();

    /// <summary>How many requests ended how.</summary>
    public IReadOnlyDictionary<string, long> Outcomes => _outcomes;

    /// <summary>Asks until the time is up, then waits for what is under way.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var running = new ConcurrentDictionary<Task, bool>();
        var owed = 0.0;
        using var timer = new PeriodicTimer(Tick);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                for (owed += rate * Tick.TotalSeconds; owed >= 1; owed--)
                {
                    var asking = Task.Run(AskAsync, CancellationToken.None);
                    running[asking] = true;
                    _ = asking.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up.
        }

        await Task.WhenAll(running.Keys);
    }

    /// <summary>Ends every connection; another request begins a new one.</summary>
    public void CloseConnections()
    {
        _client.Dispose();
        _client = Connect(broker);
    }

    /// <summary>Whether a request is answered after all that.</summary>
    public async Task<bool> IsAnsweredAsync()
    {
        using var answer = await _client.GetAsync("/healthz");
        Count("health");
        return answer.IsSuccessStatusCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static HttpClient Connect(Uri broker) => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = broker, Timeout = Longest };

    private async Task AskAsync()
    {
        var outcome = Random.Shared.Next(100) switch
        {
            < 80 => await AskAsync("/v1/responses", """{"model":"soak","input":"hello"}""", SoakedBroker.Token),
            < 84 => await AskAsync("/v1/responses", "{", SoakedBroker.Token),
            < 87 => await AskAsync("/v1/responses", "{}", "wrong"),
            < 90 => await AskAsync("/v1/files", "{}", SoakedBroker.Token),
            _ => await HangUpAsync(),
        };
        Count(outcome);
    }

    private void Count(string outcome) => _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    private async Task<string> AskAsync(string path, string body, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Broker-Token", token);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead);
            return $"{(int)answer.StatusCode}";
        }
        catch (HttpRequestException)
        {
            return "broken off";
        }
        catch (TaskCanceledException)
        {
            return SoakReport.NoAnswer;
        }
    }

    /// <summary>Sends a whole request and leaves, at once or after a while.</summary>
    private async Task<string> HangUpAsync()
    {
        const string Body = """{"model":"soak","stream":true}""";
        using var socket = new TcpClient();
        await socket.ConnectAsync(broker.Host, broker.Port);
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(
            $"POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Broker-Token: {SoakedBroker.Token}\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));
        await Task.Delay(Random.Shared.Next(0, 300));
        return "hung up";
    }
}

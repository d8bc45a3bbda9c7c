using System.Net;
using Broker.Lessons.Running;
using Broker.Tests.Infrastructure;
using MockProvider;

namespace Broker.Tests.Lessons;

/// <summary>What the tests of the lessons' checks share: a classroom of a test's own, and what a learner does in it.</summary>
public abstract class CheckTests : IDisposable
{
    private protected const string ChatAnswered = """ "path":"/v1/chat/completions","ok":true,"status":200,"mode":"proxy" """;
    private protected const string ChatRejected = """ "path":"/v1/chat/completions","ok":false,"status":401,"mode":"proxy" """;

    private protected readonly Classroom _classroom = new();

    public void Dispose()
    {
        _classroom.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task AssertFailsAsync(int lesson, string fact)
    {
        var (passed, printed) = await _classroom.CheckAsync(lesson);
        var lines = printed.Split('\n');

        Assert.False(passed, printed);
        Assert.StartsWith($"FAIL  Lesson {lesson}: ", lines[^2], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("  no    ", StringComparison.Ordinal) && line.Contains(fact, StringComparison.Ordinal));
        Assert.True(lines[^3].Trim().Length > 0, printed);
    }

    private protected Task<IBroker> StartRejectingAsync() => _classroom.StartBrokerAsync(new BrokerSettings
    {
        ConfigFile = Path.Combine(_classroom.Stage.BrokerConfigs, "broker_config.env.example.json"),
        Upstream = new Uri("https://api.openai.example"),
        CallerToken = Host.Token,
        Folder = _classroom.Folder,
    });

    private protected Task<IBroker> StartForwardingAsync(MockProviderServer mock)
    {
        _classroom.Stage = _classroom.Stage with { Mock = new Uri(mock.Url) };
        return _classroom.StartBrokerAsync(new BrokerSettings
        {
            Upstream = new Uri(mock.Url),
            CallerToken = Host.Token,
            Key = MockProviderOptions.DefaultApiKey,
            Folder = _classroom.Folder,
        });
    }

    private protected static async Task SendAsync(IBroker broker, string path, string? token = Host.Token, string body = Host.Chat)
    {
        using var request = Host.Request(broker.Url, path, body);
        request.Headers.Remove("X-Broker-Token");
        if (token is not null)
        {
            request.Headers.Add("X-Broker-Token", token);
        }

        var (status, _) = await Host.SendAsync(request, Patience.Token);
        Assert.True(status < HttpStatusCode.InternalServerError);
    }
}

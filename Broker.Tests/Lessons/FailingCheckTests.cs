using Broker.Lessons.Running;
using Broker.Tests.Infrastructure;
using MockProvider;

namespace Broker.Tests.Lessons;

/// <summary>Each lesson's check says what is missing to a learner who did not do the lesson, or half of it.</summary>
public sealed class FailingCheckTests : CheckTests
{
    [Fact]
    public async Task DryRunCheck_WithoutABroker_Fails() => await AssertFailsAsync(1, "a broker in dry-run mode listens");

    [Fact]
    public async Task DryRunCheck_WithoutTheRequest_Fails()
    {
        await using var broker = await _classroom.StartBrokerAsync(new BrokerSettings { Folder = _classroom.Folder });
        await SendAsync(broker, "/v1/embeddings");

        await AssertFailsAsync(1, "its event log has a request for /v1/responses");
    }

    [Fact]
    public async Task DryRunCheck_WithARequestOfYesterday_Fails()
    {
        await using var broker = await _classroom.StartBrokerAsync(new BrokerSettings { Folder = _classroom.Folder });
        _classroom.Log(TimeSpan.FromDays(1), """ "path":"/v1/responses","ok":true,"status":200,"mode":"dry_run" """);

        await AssertFailsAsync(1, "its event log has a request for /v1/responses");
    }

    [Fact]
    public async Task RejectedRequestsCheck_BeforeABrokerWithoutAToken_Fails()
    {
        await using var broker = await _classroom.StartBrokerAsync(new BrokerSettings { Folder = _classroom.Folder });

        await AssertFailsAsync(2, "a broker that forwards, and wants a caller token");
    }

    [Fact]
    public async Task RejectedRequestsCheck_WithOneRequestLessThanThePageHas_Fails()
    {
        await using var broker = await StartRejectingAsync();
        await SendAsync(broker, "/v1/responses", token: null);
        await AssertFailsAsync(2, "it has answered 401 twice");

        await SendAsync(broker, "/v1/responses", token: "wrong");
        await AssertFailsAsync(2, "and 403 to a path");
    }

    [Fact]
    public async Task KeySourcesCheck_WithAFileThatForwardsElsewhere_Fails()
    {
        var configs = Directory.CreateDirectory(Path.Combine(_classroom.Folder, "Broker.Service", "configs")).FullName;
        foreach (var file in Directory.GetFiles(_classroom.Stage.BrokerConfigs, "*.json"))
        {
            var text = await File.ReadAllTextAsync(file, Patience.Token);
            await File.WriteAllTextAsync(
                Path.Combine(configs, Path.GetFileName(file)),
                file.Contains("1password", StringComparison.Ordinal) ? text.Replace("api.openai.com", "api.example", StringComparison.Ordinal) : text,
                Patience.Token);
        }

        _classroom.Stage = _classroom.Stage with { Repository = _classroom.Folder };

        await AssertFailsAsync(3, "all else about the forwarded request is the same");
    }

    [Fact]
    public async Task StreamingCheck_WithoutAStreamedRequest_Fails()
    {
        await using var mock = MockProviderServer.Start(new MockProviderOptions { ChunkDelay = TimeSpan.Zero });
        await using var broker = await StartForwardingAsync(mock);
        await SendAsync(broker, Host.ChatPath);

        await AssertFailsAsync(4, "it has streamed an answer");
    }

    [Fact]
    public async Task StreamingCheck_WithARequestThatWentPastTheBroker_Fails()
    {
        await using var mock = MockProviderServer.Start(new MockProviderOptions { ChunkDelay = TimeSpan.Zero });
        _classroom.Stage = _classroom.Stage with { Mock = new Uri(mock.Url) };
        using var request = Host.Request(new Uri(mock.Url), body: """{"stream":true,"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""");
        request.Headers.Add("Authorization", "Bearer sk-mock-provider-key");
        await Host.SendAsync(request, Patience.Token);

        await AssertFailsAsync(4, "the request came with the provider's key, and without the caller token");
    }

    [Fact]
    public async Task SecretCommandCheck_BeforeTheSwap_Fails()
    {
        await using var broker = await _classroom.StartBrokerAsync(new BrokerSettings { Folder = _classroom.Folder, Key = "sk-in-the-environment" });

        await AssertFailsAsync(5, "gets its key from a program");
    }

    [Fact]
    public async Task SecretCommandCheck_WithOneRequestAlone_Fails()
    {
        await using var broker = await _classroom.StartBrokerAsync(new BrokerSettings { Folder = _classroom.Folder, KeyCommand = ["sort", "provider-key.txt"] });
        _classroom.Log(ChatAnswered);

        await AssertFailsAsync(5, "the same request was answered twice");
    }

    [Fact]
    public async Task DnsRebindingCheck_WithoutTheRequests_Fails()
    {
        await AssertFailsAsync(6, "the lab has turned away a request with somebody else's name");

        _classroom.Log(""" "path":"/v1/chat/completions","ok":false,"status":403,"error":"host_not_allowed" """);
        await AssertFailsAsync(6, "and one from a web page of another origin");
    }

    [Fact]
    public async Task TwoProvidersCheck_WithoutTheThirdRequest_Fails()
    {
        _classroom.Log(
            """ "path":"/openai/v1/chat/completions","ok":true,"status":200,"mode":"proxy" """,
            """ "path":"/anthropic/v1/messages","ok":true,"status":200,"mode":"proxy" """);

        await AssertFailsAsync(9, "and has refused a caller another one's upstream");
    }

    [Fact]
    public async Task RedirectCheck_WithoutTheRequest_Fails() => await AssertFailsAsync(7, "the lab has refused a redirect");

    [Fact]
    public async Task RotatedKeyCheck_WithoutTheRotation_Fails()
    {
        _classroom.Log(ChatAnswered, ChatAnswered);
        await AssertFailsAsync(8, "and then one whose key was rejected");

        _classroom.Log(ChatRejected);
        await AssertFailsAsync(8, "and the next one was answered");
    }
}

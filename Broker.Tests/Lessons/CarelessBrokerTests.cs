using Broker.Lessons.Running;
using MockProvider;

namespace Broker.Tests.Lessons;

/// <summary>No lesson's check takes a careless forwarder for the broker.</summary>
public sealed class CarelessBrokerTests : CheckTests
{
    [Theory]
    [InlineData(3, "the key comes from")]
    [InlineData(4, "the first piece reaches the host")]
    [InlineData(6, "the right token does not help")]
    [InlineData(7, "the broker gives the stranger nothing")]
    [InlineData(8, "goes from 200 over one 401 to 200")]
    public async Task Check_WithACarelessForwarderInTheBrokersPlace_Fails(int lesson, string fact)
    {
        await using var mock = MockProviderServer.Start(new MockProviderOptions { ChunkDelay = TimeSpan.Zero });
        await using var broker = await StartForwardingAsync(mock);
        await SendAsync(broker, Host.ChatPath, body: """{"stream":true,"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""");
        _classroom.Log(
            """ "path":"/v1/chat/completions","ok":false,"status":403,"error":"host_not_allowed" """,
            """ "path":"/v1/chat/completions","ok":false,"status":403,"error":"origin_not_allowed" """,
            """ "path":"/v1/chat/completions","ok":false,"status":502,"mode":"proxy","error":"upstream_redirect_refused" """,
            ChatAnswered,
            ChatRejected,
            ChatAnswered);
        _classroom.Stage = _classroom.Stage with { StartBroker = CarelessBroker.StartAsync, Patience = TimeSpan.FromSeconds(2) };

        await AssertFailsAsync(lesson, fact);
    }
}

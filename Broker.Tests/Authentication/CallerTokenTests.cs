using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Authentication;

/// <summary>Row 5 on the wire: five carriers, and what is no token.</summary>
public class CallerTokenTests
{
    private const string T = Canaries.WrittenToken;

    [Theory]
    [InlineData($"X-Broker-Token: {T}")]
    [InlineData($"x-broker-token: {T}")]
    [InlineData($"Authorization: Bearer {T}")]
    [InlineData($"Authorization: bearer {T}")]
    [InlineData($"authorization: BEARER {T}")]
    [InlineData($"api-key: {T}")]
    [InlineData($"x-api-key: {T}")]
    [InlineData($"x-goog-api-key: {T}")]
    [InlineData($"X-Broker-Token: {T}", $"Authorization: Bearer {T}")]
    [InlineData($"X-Broker-Token: {T}", $"Authorization: Bearer {T}", $"api-key: {T}", $"x-api-key: {T}")]
    [InlineData($"X-Broker-Token: {T}", "Authorization: Basic dXNlcjpwYXNz")]
    public async Task Token_InAnyCarrier_IsAcceptedAndNeverGoesUpstream(params string[] headers)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", headers);

        Assert.Equal(200, answer.Status);
        var sent = Assert.Single(upstream.Requests).Headers;
        Assert.DoesNotContain(sent, header => header.Key.Equals("X-Broker-Token", StringComparison.OrdinalIgnoreCase) || header.Key.EndsWith("api-key", StringComparison.OrdinalIgnoreCase));
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], sent["Authorization"]);
        Assert.DoesNotContain(sent.Values.SelectMany(values => values), value => value.Contains(T, StringComparison.Ordinal));
        Assert.DoesNotContain(RunningBroker.Token, string.Join('\n', broker.EventLines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Broker-Token: ")]
    [InlineData($"X-Broker-Token: {T}x")]
    [InlineData("X-Broker-Token: t0ken-of-the-caller")]
    [InlineData("X-Broker-Token: T0ken-of-the")]
    [InlineData($"X-Broker-Token: Bearer {T}")]
    [InlineData($"X-Broker-Token: {T}, {T}")]
    [InlineData($"Authorization: Basic {T}")]
    [InlineData($"Authorization: Token {T}")]
    [InlineData($"Authorization: {T}")]
    [InlineData("Authorization: Bearer")]
    [InlineData($"Authorization: Bearer{T}")]
    [InlineData($"X-Broker-Token: {T}", "Authorization: Bearer other")]
    [InlineData($"X-Broker-Token: {T}", "api-key: other")]
    [InlineData($"X-Broker-Token: {T}", "x-api-key: ")]
    [InlineData("X-Broker-Token: other", $"Authorization: Bearer {T}")]
    [InlineData($"api-key: {T}", "x-api-key: other")]
    [InlineData($"X-Broker-Token: {T}", $"X-Broker-Token: {T}")]
    [InlineData($"X-Broker-Token: {T}", $"x-broker-token: {T}")]
    [InlineData($"Authorization: Bearer {T}", $"Authorization: Bearer {T}")]
    [InlineData($"Authorization: Basic {T}", $"Authorization: Bearer {T}")]
    [InlineData($"X-Broker-Token: {T}", "Authorization: Basic a", "Authorization: Basic a")]
    [InlineData($"x-api-key: {T}", $"x-api-key: {T}")]
    [InlineData($"Cookie: X-Broker-Token={T}")]
    public async Task Token_MissingWrongOrContradictory_Gets401(params string[] headers)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", headers);

        Assert.Equal(401, answer.Status);
        Assert.Equal("client_token_required", answer.Header("X-Broker-Error"));
        EventAssert.SingleRefusal(broker, "/v1/responses", 401, "client_token_required");
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Token_NotConfigured_IsNotAskedForWhateverTheHeadersSay()
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", "X-Broker-Token: a", "X-Broker-Token: b", "Authorization: Bearer c");

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Token_InTheUrl_IsNoToken()
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1");

        var answer = await WrittenRequest.SendAsync(broker, $"POST /v1/responses?token={RunningBroker.Token}", "{}");

        Assert.Equal(401, answer.Status);
        Assert.DoesNotContain(RunningBroker.Token, string.Join('\n', broker.EventLines()), StringComparison.Ordinal);
    }
}

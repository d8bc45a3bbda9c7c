using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Checks;

/// <summary>Row 5: five carriers, and what is no token. Headers stand in lines.</summary>
public class CallerTokenTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private const string T = Canaries.WrittenToken;
    private readonly (RunningBroker Broker, RecordingUpstream Upstream) _shared = shared.Begin();

    public static TheoryData<string> Accepted =>
    [
        $"X-Broker-Token: {T}", $"x-broker-token: {T}", $"Authorization: Bearer {T}", $"Authorization: bearer {T}",
        $"authorization: BEARER   {T}",
        $"Api-Key: {T}", $"x-api-key: {T}", $"X-Goog-Api-Key: {T}", $"X-Broker-Token: {T}\nAuthorization: Bearer {T}",
        $"X-Broker-Token: {T}\nAuthorization: Bearer {T}\napi-key: {T}\nx-api-key: {T}\nx-goog-api-key: {T}",
        $"X-Broker-Token: {T}\nAuthorization: Basic dXNlcjpwYXNz",
    ];

    public static TheoryData<string> Refused =>
    [
        "X-Broker-Token: ", $"X-Broker-Token: {T}x", "X-Broker-Token: t0ken-of-the-caller", "X-Broker-Token: T0ken-of-the",
        $"X-Broker-Token: Bearer {T}",
        $"X-Broker-Token: {T}, {T}", $"Authorization: Basic {T}", $"Authorization: Token {T}", $"Authorization: {T}",
        "Authorization: Bearer",
        $"Authorization: Bearer{T}", $"Authorization: Bearer {T} x", $"X-Broker-Token: {T}\nAuthorization: Bearer other",
        $"X-Broker-Token: {T}\napi-key: other",
        $"X-Broker-Token: {T}\nx-api-key: ", $"X-Broker-Token: other\nAuthorization: Bearer {T}", $"api-key: {T}\nx-api-key: other",
        $"x-goog-api-key: {T}\nx-api-key: other", $"X-Broker-Token: {T}\nx-broker-token: {T}",
        $"Authorization: Bearer {T}\nAuthorization: Bearer {T}",
        $"Authorization: Basic {T}\nAuthorization: Bearer {T}", $"X-Broker-Token: {T}\nAuthorization: Basic a\nAuthorization: Basic a",
        $"api-key: {T}\napi-key: {T}", $"x-api-key: {T}\nx-api-key: {T}", $"x-goog-api-key: {T}\nx-goog-api-key: {T}",
        $"Cookie: X-Broker-Token={T}",
        $"Authorization: Bearer {T}\nX-Broker-Token:",
    ];

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Token_InAnyCarrier_IsAcceptedAndNeverGoesUpstream(string headers)
    {
        Assert.Equal(200, (await WrittenRequest.SendAsync(_shared.Broker, "POST /v1/responses", "{}", headers.Split('\n'))).Status);

        var sent = Assert.Single(_shared.Upstream.Requests).Headers;
        Assert.DoesNotContain(
            sent.Keys,
            name => name.Equals("X-Broker-Token", StringComparison.OrdinalIgnoreCase) || name.EndsWith("api-key", StringComparison.OrdinalIgnoreCase));
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], sent["Authorization"]);
        Assert.DoesNotContain(
            sent.Values.SelectMany(values => values), value => value.Contains(RunningBroker.Token, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Token_MissingWrongOrContradictory_Gets401(string headers) => await AssertRefusedAsync(headers.Split('\n'));

    [Theory]
    [InlineData("X-Broker-Token: ")]
    [InlineData("api-key: ")]
    [InlineData("x-api-key: ")]
    [InlineData("x-goog-api-key: ")]
    [InlineData("Authorization: Bearer ")]
    public async Task C12_Carrier_ThatIsNotAscii_Gets401BesideTheRightTokenToo(string carrier)
    {
        foreach (var value in (string[])["t\u00f6k", "t\u00c3\u00b6k", $"{T}\u00a0"])
        {
            await AssertRefusedAsync(carrier + value);
            await AssertRefusedAsync(carrier.StartsWith('X') ? $"api-key: {T}" : $"X-Broker-Token: {T}", carrier + value);
        }
    }

    [Fact]
    public async Task Token_NotConfigured_IsNotAskedForWhateverTheHeadersSay()
    {
        await using var broker = await RunningBroker.StartAsync();
        var answer = await WrittenRequest.SendAsync(
            broker, "POST /v1/responses", "{}", "X-Broker-Token: a", "X-Broker-Token: b", "Authorization: Bearer c");
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Token_InTheUrl_IsNoTokenAndInNoEvent()
    {
        Assert.Equal(401, (await WrittenRequest.SendAsync(_shared.Broker, $"POST /v1/responses?token={RunningBroker.Token}", "{}")).Status);
        Assert.DoesNotContain(RunningBroker.Token, _shared.Broker.EventLines()[0], StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(params string[] headers)
    {
        _shared.Broker.ForgetEvents();
        Assert.Equal("client_token_required", (await WrittenRequest.SendAsync(_shared.Broker, "POST /v1/responses", "{}", headers)).Error);
        EventAssert.SingleRefusal(_shared.Broker, "/v1/responses", 401, "client_token_required");
        Assert.Empty(_shared.Upstream.Requests);
    }
}

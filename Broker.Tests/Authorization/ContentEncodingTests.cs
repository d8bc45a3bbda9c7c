using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Authorization;

/// <summary>Row 6a: a compressed body is refused before it is read; and row 8's refusals by what a body is called.</summary>
public class ContentEncodingTests
{
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";

    [Theory]
    [InlineData("zstd", "Content-Encoding: zstd")]
    [InlineData("gzip", "Content-Encoding: gzip")]
    [InlineData("gzip, zstd", "Content-Encoding: gzip, zstd")]
    [InlineData("gzip,zstd", "Content-Encoding: gzip", "content-encoding: zstd")]
    [InlineData("identity,identity", "Content-Encoding: identity", "Content-Encoding: identity")]
    [InlineData("identity, identity", "Content-Encoding: identity, identity")]
    [InlineData("identity,", "Content-Encoding: identity,")]
    [InlineData(", ,", "Content-Encoding: , ,")]
    [InlineData("", "Content-Encoding:")]
    [InlineData("g?zip", "Content-Encoding: g\u00e9zip")]
    [InlineData("utf-8", "Content-Encoding: utf-8")]
    public async Task Body_ThatIsCompressed_IsRefusedByName(string shown, params string[] headers)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", [Token, .. headers]);

        Assert.Equal(415, answer.Status);
        var detail = answer.Json().GetProperty("detail").GetString();
        Assert.Contains($"Content-Encoding: {shown}, and", detail, StringComparison.Ordinal);
        Assert.Contains("features.enable_request_compression", detail, StringComparison.Ordinal);
        EventAssert.SingleRefusal(broker, "/v1/responses", 415, "encoding_not_supported");
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Encoding_OfAnyLength_IsCutInTheAnswer()
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"Content-Encoding: {new string('z', 20_000)}");

        Assert.Contains(new string('z', 64), answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('z', 65), answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Encoding: identity")]
    [InlineData("content-encoding:  IDENTITY ")]
    public async Task Body_CalledAsItIs_Passes(string header)
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", header)).Status);
    }

    [Fact]
    public async Task Body_ThatIsCompressed_IsRefusedBeforeAnyOfItCame()
    {
        await using var broker = await RunningBroker.StartAsync();

        using var host = await HostConnection.OpenAsync(
            broker, WrittenRequest.Text(broker, "POST /v1/responses", "", "Content-Length: 99999999", "Expect: 100-continue", "Content-Encoding: zstd"));

        Assert.StartsWith("HTTP/1.1 415 ", await host.ReadUntilAsync("\n}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "uploads are not supported here")]
    [InlineData("Multipart/Mixed", "uploads are not supported here")]
    [InlineData("application/octet-stream", "application/octet-stream")]
    [InlineData("audio/wav", "audio/wav")]
    [InlineData("application/jsonx", "application/jsonx")]
    [InlineData("json", "json")]
    [InlineData("text/json+x", "text/json+x")]
    public async Task C06_Body_OfAForeignMediaTypeThatIsNotJson_IsRefusedByName(string type, string named)
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "--x\r\n", $"Content-Type: {type}");

        Assert.Equal(415, answer.Status);
        Assert.Contains(named, answer.Json().GetProperty("detail").GetString(), StringComparison.Ordinal);
        var line = EventAssert.SingleRefusal(broker, "/v1/responses", 415, "media_type_not_supported");
        Assert.Equal(5, line.GetProperty("bytes_in").GetInt32());
    }

    [Theory]
    [InlineData("Content-Type: application/json; charset=utf-8")]
    [InlineData("Content-Type: Application/vnd.api+JSON")]
    [InlineData("Content-Type: text/json")]
    [InlineData("Content-Type: text/plain")]
    [InlineData("Content-Type: application/x-www-form-urlencoded")]
    [InlineData("Content-Type:")]
    [InlineData("Content-Type: ;x")]
    [InlineData("Content-Type: \u00e9/x")]
    [InlineData("Accept: */*")]
    public async Task C06_Body_ThatIsNoJsonUnderATypeOfJson_Gets400(string header)
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Equal(400, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "a=b", header)).Status);
        EventAssert.SingleRefusal(broker, "/v1/responses", 400, "invalid_json");
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    public async Task C06_Body_ThatIsJson_IsJsonWhateverItIsCalled(string type)
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"Content-Type: {type}")).Status);
    }

    [Theory]
    [InlineData("\u00ef\u00bb\u00bf{}")]
    [InlineData("\u00ff\u00fe{\0}\0")]
    [InlineData("\u00fe\u00ff\0{\0}")]
    public async Task Body_WithAByteOrderMark_IsToldSo(string body)
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", body, "Content-Type: application/json");

        Assert.Equal(400, answer.Status);
        Assert.Contains("byte order mark", answer.Json().GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5001", "has 5001 bytes")]
    [InlineData(null, "has more than 5000 bytes")]
    public async Task Body_OverTheLimit_IsToldLimitSizeAndSetting(string? announced, string size)
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { MaxRequestBytes = 5000 });
        var body = new string('x', 5001);

        var answer = announced is null
            ? await WrittenRequest.SendAsync(broker, "POST /v1/responses", $"1389\r\n{body}\r\n0\r\n\r\n", "Transfer-Encoding: chunked")
            : await WrittenRequest.SendAsync(broker, "POST /v1/responses", body);

        Assert.Equal(413, answer.Status);
        var detail = answer.Json().GetProperty("detail").GetString();
        Assert.All([size, "5000", "max_request_bytes"], word => Assert.Contains(word, detail, StringComparison.Ordinal));
        var line = EventAssert.SingleRefusal(broker, "/v1/responses", 413, "request_too_large");
        Assert.Equal(announced, line.TryGetProperty("bytes_in", out var bytes) ? bytes.GetRawText() : null);
    }
}

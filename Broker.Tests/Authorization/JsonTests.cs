using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Authorization;

/// <summary>Row 8 on the wire: what is JSON, and what is not.</summary>
public class JsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"text\"")]
    [InlineData("-0.0")]
    [InlineData("1E400")]
    [InlineData("123456789012345678901234567890.123456789012345678901234567890")]
    [InlineData(" \t\r\n{\"a\" : [ 1 , 2 ] } \n")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"model\":\"a\",\"model\":\"b\"}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"mod\\u0065l\":1}")]
    [InlineData("{\"\\ud83d\\ude00 \\\" \\\\ \\/ \\b\":\"\\u0000\"}")]
    public async Task Body_ThatIsJson_IsAccepted(string body)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", body, $"api-key: {RunningBroker.Token}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(Encoding.Latin1.GetBytes(body), Assert.Single(upstream.Requests).Body);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\r\n")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{}\0")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1,]")]
    [InlineData("{'a':1}")]
    [InlineData("{a:1}")]
    [InlineData("// comment\n{}")]
    [InlineData("{}/**/")]
    [InlineData("NaN")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":-Infinity}")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("0x10")]
    [InlineData("TRUE")]
    [InlineData("\"line\nbreak\"")]
    [InlineData("\"\\x41\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"open")]
    [InlineData("\u00ef\u00bb\u00bf{}")]
    [InlineData("\"\u00ff\"")]
    [InlineData("\"\u00c0\u00af\"")]
    [InlineData("\"\u00ed\u00a0\u0080\"")]
    [InlineData("\"\u00c3")]
    [InlineData("{\"\u00ff\":1}")]
    [InlineData("\u00ff\u00fe{\0}\0")]
    [InlineData("model=x&prompt=y")]
    public async Task Body_ThatIsNotJson_Gets400(string body)
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", body);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"invalid_json\"", answer.Body, StringComparison.Ordinal);
        EventAssert.SingleRefusal(broker, "/v1/responses", 400, "invalid_json");
    }

    [Theory]
    [InlineData("[", "]", 64, 200)]
    [InlineData("[", "]", 65, 400)]
    [InlineData("{\"a\":", "}", 64, 200)]
    [InlineData("{\"a\":", "}", 65, 400)]
    [InlineData("[", "]", 100_000, 400)]
    public async Task Body_NestedDeeply_IsAcceptedUpTo64Levels(string open, string close, int depth, int status)
    {
        await using var broker = await RunningBroker.StartAsync();
        var body = new StringBuilder().Insert(0, open, depth).Append('1').Insert(open.Length * depth + 1, close, depth).ToString();

        Assert.Equal(status, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", body)).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Body_OfAnyContentType_IsReadAsJson(string type)
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"Content-Type: {type}")).Status);
    }

    [Theory]
    [InlineData("{\"model\":\"gpt-4o-mini\"}", "gpt-4o-mini")]
    [InlineData("{\"a\":{\"model\":\"inner\"},\"model\":\"outer\"}", "outer")]
    [InlineData("{\"model\":\"a\",\"model\":\"b\"}", null)]
    [InlineData("{\"model\":\"a\",\"mod\\u0065l\":\"b\"}", null)]
    [InlineData("{\"\\ud800\":1,\"model\":\"a\"}", "a")]
    [InlineData("{\"model\":\"two words\"}", null)]
    [InlineData("{\"model\":\"\"}", null)]
    [InlineData("{\"model\":7}", null)]
    [InlineData("{\"model\":{\"model\":\"a\"}}", null)]
    [InlineData("[{\"model\":\"a\"}]", null)]
    [InlineData("\"model\"", null)]
    public async Task Body_ThatNamesOneModel_HasItInTheEvent(string body, string? model)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", body, $"api-key: {RunningBroker.Token}");

        Assert.Equal(model, Assert.Single(broker.Events()).TryGetProperty("model", out var value) ? value.GetString() : null);
    }
}

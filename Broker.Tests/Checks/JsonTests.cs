using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Checks;

/// <summary>Row 8: what is JSON, and what is not.</summary>
public class JsonTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private readonly (RunningBroker Broker, RecordingUpstream Upstream) _shared = shared.Begin();

    public static TheoryData<string> Accepted =>
    [
        "{}", "[]", "null", "true", "\"text\"", "-0.0", "1E400", "123456789012345678901234567890.123456789012345678901234567890",
        " \t\r\n{\"a\" : [ 1 , 2 ] } \n", "{\"a\":1,\"a\":2}", "{\"model\":\"a\",\"model\":\"b\"}", "\"\\ud800\"", "{\"\\udc00\":1}",
        "{\"\\ud800\":1}", "{\"mod\\u0065l\":1}", "{\"\\ud83d\\ude00 \\\" \\\\ \\/ \\b\":\"\\u0000\"}",
    ];

    public static TheoryData<string> Refused =>
    [
        " ", "\r\n", "{", "{}{}", "{} x", "{}\0", "{\"a\":1,}", "[1,]", "{'a':1}", "{a:1}", "// comment\n{}", "{}/**/", "NaN",
        "{\"a\":NaN}", "{\"a\":-Infinity}", "01", "+1", "1.", ".5", "0x10", "TRUE", "\"line\nbreak\"", "\"\\x41\"", "\"\\u12\"", "\"open",
        "\"\u00ff\"", "\"\u00c0\u00af\"", "\"\u00ed\u00a0\u0080\"", "\"\u00c3", "{\"\u00ff\":1}", "model=x&prompt=y",
    ];

    /// <summary>Bodies, and the model that the event names; null where there is none or not one.</summary>
    public static TheoryData<string, string?> Models =>
    [
        ("{\"model\":\"gpt-4o-mini\"}", "gpt-4o-mini"), ("{\"a\":{\"model\":\"inner\"},\"model\":\"outer\"}", "outer"),
        ("{\"model\":\"a\",\"model\":\"b\"}", null), ("{\"model\":\"a\",\"mod\\u0065l\":\"b\"}", null),
        ("{\"\\ud800\":1,\"model\":\"a\"}", "a"), ("{\"model\":\"two words\"}", null), ("{\"model\":\"\"}", null), ("{\"model\":7}", null),
        ("{\"model\":{\"model\":\"a\"}}", null), ("[{\"model\":\"a\"}]", null), ("\"model\"", null),
    ];

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Body_ThatIsJson_IsSentOnByteForByte(string body)
    {
        Assert.Equal(200, (await SendAsync(body)).Status);
        Assert.Equal(Encoding.Latin1.GetBytes(body), Assert.Single(_shared.Upstream.Requests).Body);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Body_ThatIsNotJson_Gets400(string body)
    {
        var answer = await SendAsync(body);
        Assert.Equal((400, "invalid_json"), (answer.Status, answer.Error));
        Assert.Empty(_shared.Upstream.Requests);
    }

    [Theory]
    [InlineData("\u00ef\u00bb\u00bf{}")]
    [InlineData("\u00ff\u00fe{\0}\0")]
    [InlineData("\u00fe\u00ff\0{\0}")]
    public async Task Body_WithAByteOrderMark_IsToldSo(string body)
    {
        var answer = await SendAsync(body);
        Assert.Equal(400, answer.Status);
        Assert.Contains("byte order mark", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]", 64, 200)]
    [InlineData("[", "]", 65, 400)]
    [InlineData("{\"a\":", "}", 64, 200)]
    [InlineData("{\"a\":", "}", 65, 400)]
    [InlineData("[", "]", 100_000, 400)]
    public async Task Body_NestedDeeply_IsAcceptedUpTo64Levels(string open, string close, int depth, int status)
    {
        var body = new StringBuilder().Insert(0, open, depth).Append('1').Insert(open.Length * depth + 1, close, depth).ToString();
        Assert.Equal(status, (await SendAsync(body)).Status);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Body_ThatNamesOneModel_HasItInTheEvent(string body, string? model)
    {
        await SendAsync(body);
        Assert.Equal(model, Assert.Single(_shared.Broker.Events()).TryGetProperty("model", out var value) ? value.GetString() : null);
    }

    private Task<RawAnswer> SendAsync(string body) =>
        WrittenRequest.SendAsync(_shared.Broker, "POST /v1/responses", body, $"X-Broker-Token: {RunningBroker.Token}");
}

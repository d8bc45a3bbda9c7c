using Broker.Tests.Infrastructure;

namespace Broker.Tests.Checks;

/// <summary>Rows 6a and 8: a compressed body is refused before it is read, and what is no JSON is refused by what it is called.</summary>
public class ContentEncodingTests(SharedDryRun shared) : IClassFixture<SharedDryRun>
{
    private readonly RunningBroker _broker = shared.Begin().Broker;

    public static TheoryData<string> NoJson =>
    [
        "Content-Type: application/json; charset=utf-8", "Content-Type: Application/vnd.api+JSON", "Content-Type: text/json",
        "Content-Type: text/plain",
        "Content-Type: application/x-www-form-urlencoded", "Content-Type:", "Content-Type: ;x", "Content-Type: \u00e9/x", "Accept: */*",
    ];

    [Theory]
    [InlineData("zstd", "Content-Encoding: zstd")]
    [InlineData("gzip, zstd", "Content-Encoding: gzip, zstd")]
    [InlineData("gzip,zstd", "Content-Encoding: gzip", "content-encoding: zstd")]
    [InlineData("identity,identity", "Content-Encoding: identity", "Content-Encoding: identity")]
    [InlineData("identity,", "Content-Encoding: identity,")]
    [InlineData(", ,", "Content-Encoding: , ,")]
    [InlineData("", "Content-Encoding:")]
    [InlineData("g?zip", "Content-Encoding: g\u00e9zip")]
    [InlineData("utf-8", "Content-Encoding: utf-8")]
    public async Task Body_ThatIsCompressed_IsRefusedByNameAndToldTheRemedy(string shown, params string[] headers)
    {
        var answer = await WrittenRequest.SendAsync(_broker, "POST /v1/responses", "{}", headers);
        Assert.Equal((415, "encoding_not_supported"), (answer.Status, answer.Error));
        var detail = answer.Json().GetProperty("detail").GetString();
        Assert.All(
            [$"Content-Encoding: {shown}, ", "features.enable_request_compression"],
            word => Assert.Contains(word, detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Encoding_OfAnyLength_IsCutInTheAnswer()
    {
        var answer = await WrittenRequest.SendAsync(_broker, "POST /v1/responses", "{}", $"Content-Encoding: {new string('z', 20_000)}");
        Assert.Contains(new string('z', 64), answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('z', 65), answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "multipart/form-data")]
    [InlineData("Multipart/Mixed", "")]
    [InlineData("application/octet-stream", "application/octet-stream")]
    [InlineData("application/jsonx", "application/jsonx")]
    [InlineData("json", "json")]
    [InlineData("text/json+x", "text/json+x")]
    public async Task C06_Body_OfAForeignMediaTypeThatIsNotJson_IsRefusedByName(string type, string named)
    {
        var answer = await WrittenRequest.SendAsync(_broker, "POST /v1/responses", "--x\r\n", $"Content-Type: {type}");
        Assert.Equal("media_type_not_supported", answer.Error);
        Assert.Contains(named, answer.Json().GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            5, EventAssert.SingleRefusal(_broker, "/v1/responses", 415, "media_type_not_supported").GetProperty("bytes_in").GetInt32());
    }

    [Theory]
    [MemberData(nameof(NoJson))]
    public async Task C06_Body_ThatIsNoJsonUnderATypeOfJson_Gets400(string header)
    {
        var answer = await WrittenRequest.SendAsync(_broker, "POST /v1/responses", "a=b", header);
        Assert.Equal((400, "invalid_json"), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData("Content-Encoding: identity")]
    [InlineData("content-encoding:  IDENTITY ")]
    [InlineData("Content-Type: multipart/form-data; boundary=x")]
    [InlineData("Content-Type: application/octet-stream")]
    [InlineData("Content-Type: application/json; charset=utf-16")]
    [InlineData("Content-Type: text/plain")]
    public async Task C06_Body_ThatIsJson_IsJsonWhateverItIsCalled(string header) =>
        Assert.Equal(200, (await WrittenRequest.SendAsync(_broker, "POST /v1/responses", "{}", header)).Status);
}

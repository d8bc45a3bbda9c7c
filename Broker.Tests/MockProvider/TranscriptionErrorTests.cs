using System.Text;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class TranscriptionErrorTests
{
    [Theory]
    [InlineData("", "", "model", "missing_required_parameter")]
    [InlineData("whisper-1", "response_format=xml", "response_format", "invalid_value")]
    [InlineData("gpt-4o-transcribe", "response_format=srt", "response_format", "unsupported_value")]
    [InlineData("whisper-1", "language=english", "language", "invalid_language_format")]
    [InlineData("whisper-1", "timestamp_granularities[]=letter", "timestamp_granularities[]", "invalid_value")]
    [InlineData("gpt-4o-transcribe", "stream=maybe", "stream", "invalid_type")]
    public async Task Transcription_BadField_Is400(string model, string field, string param, string code)
    {
        await using var mock = Start();
        List<(string, string)> fields = [.. model.Length == 0 ? [] : new[] { ("model", model) }];
        if (field.Split('=') is [var name, var value])
        {
            fields.Add((name, value));
        }

        using var response = await MockForms.PostAsync(mock, [.. fields]);

        await AssertBadAsync(response, param, code);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("mock-dorp")]
    public async Task Transcription_UnknownModel_IsOpenAis404(string model)
    {
        await using var mock = Start();

        using var response = await MockForms.PostAsync(mock, ("model", model));
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("model_not_found", error.GetProperty("code").GetString());
        Assert.Contains($"`{model}`", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transcription_WithoutFile_Is400()
    {
        await using var mock = Start();

        using var missing = await MockForms.PostAsync(mock, file: null, ("model", "whisper-1"));
        using var empty = await MockForms.PostAsync(mock, [], ("model", "whisper-1"));

        await AssertBadAsync(missing, "file", "missing_required_parameter");
        await AssertBadAsync(empty, "file", "audio_too_short");
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhis")]
    [InlineData("not a type at all", "")]
    public async Task Transcription_NoForm_Is400(string contentType, string body)
    {
        await using var mock = Start();
        using var client = Client(mock);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await client.PostAsync(MockForms.TranscriptionsPath, content, Cancel);

        await AssertBadAsync(response, null, null);
    }
}

using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

/// <summary>Transcription requests, the one kind that is a form.</summary>
internal static class Forms
{
    public const string TranscriptionsPath = "/v1/audio/transcriptions";

    /// <summary>The file that is sent when nobody says otherwise.</summary>
    public static byte[] Sound => new byte[12_000];

    public static Task<HttpResponseMessage> PostAsync(MockProviderServer mock, params (string Name, string Value)[] fields) =>
        PostAsync(mock, Sound, fields);

    public static async Task<HttpResponseMessage> PostAsync(
        MockProviderServer mock, byte[]? file, params (string Name, string Value)[] fields)
    {
        using var client = Client(mock);
        using var form = new MultipartFormDataContent("the-same-in-every-run");
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        if (file is not null)
        {
            form.Add(new ByteArrayContent(file), "file", "hello.wav");
        }

        return await client.PostAsync(TranscriptionsPath, form, Cancel);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.OpenAI;

/// <summary>
/// <c>POST /v1/audio/transcriptions</c>, the one endpoint that takes a form. The mock does not listen: it says what it was sent.
/// </summary>
internal sealed class TranscriptionsEndpoint(Templates templates, Models models)
{
    private const int BytesPerSecond = 4000;
    private const int TokensPerSecond = 10;
    private static readonly string[] Formats = ["json", "text", "srt", "verbose_json", "vtt"];

    public Answer Handle(Call call)
    {
        var form = call.Request.ReadForm() ?? throw new ApiException(Errors.Bad("Could not parse multipart form"));
        var file = form.Files.GetFile("file") ?? throw new ApiException(Errors.Missing("file"));
        var model = models.Check(
            form.TryGetValue("model", out var named) ? named.ToString() : throw new ApiException(Errors.Missing("model")));
        var isWhisper = model.StartsWith("whisper", StringComparison.Ordinal);
        var format = form.TryGetValue("response_format", out var asked) ? asked.ToString() : Formats[0];
        if (!Formats.Contains(format) || (!isWhisper && format is not ("json" or "text")))
        {
            throw new ApiException(Errors.WrongValue("response_format", isWhisper ? Formats : ["json", "text"]));
        }

        var seconds = (int)Math.Max(1, file.Length / BytesPerSecond);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"Hello from the mock provider! You sent {file.FileName}, {file.Length} bytes.");
        var usage = Usage(isWhisper, seconds, Words.Count(text));
        // The real service takes the wish for a stream from the old model, too, and does not heed it.
        return bool.TryParse(form["stream"], out var isStreamed) && isStreamed && !isWhisper ? Stream(text, usage) : format switch
        {
            "json" => Answer.Json(templates.Fill("transcription", ("text", text), ("usage", usage))),
            "verbose_json" => Answer.Json(templates.Fill(
                "transcription.verbose", ("language", "english"), ("duration", seconds), ("text", text), ("usage", usage))),
            "srt" => Answer.PlainText($"1\n{Clock(0, ',')} --> {Clock(seconds, ',')}\n{text}\n\n\n"),
            "vtt" => Answer.PlainText($"WEBVTT\n\n{Clock(0, '.')} --> {Clock(seconds, '.')}\n{text}\n\n"),
            _ => Answer.PlainText($"{text}\n"),
        };
    }

    private Answer Stream(string text, JsonNode usage) => Answer.Stream(
    [
        .. Words.Cut(text).Select(word => WireJson.Data(templates.Fill("transcription.delta", ("delta", word)))),
        WireJson.Data(templates.Fill("transcription.done", ("text", text), ("usage", usage))),
        WireJson.Done,
    ]);

    // The old model counts seconds instead of tokens.
    private JsonNode Usage(bool isWhisper, int seconds, int words)
    {
        var audio = seconds * TokensPerSecond;
        return isWhisper
            ? templates.Fill("transcription.usage.seconds", ("seconds", seconds))
            : templates.Fill("transcription.usage.tokens", ("total", audio + words), ("input", audio), ("output", words));
    }

    private static string Clock(int seconds, char comma) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}{comma}000");
}

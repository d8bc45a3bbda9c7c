using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MockProvider.Errors;
using MockProvider.Models;
using MockProvider.Reading;

namespace MockProvider.Transcriptions;

/// <summary>What the mock makes of a transcription request.</summary>
internal sealed partial record TranscriptionRequest(
    string Model,
    string FileName,
    long FileLength,
    string Language,
    string Format,
    bool IsStreamed,
    bool WithWords,
    bool WithSegments)
{
    private const string GranularitiesName = "timestamp_granularities[]";
    private static readonly string[] Formats = ["json", "text", "srt", "verbose_json", "vtt"];

    /// <summary>Whether the model is the old one, which counts seconds instead of tokens and does not stream.</summary>
    public bool IsWhisper => Model.StartsWith("whisper", StringComparison.Ordinal);

    /// <summary>How long the sound is, as far as a stranger to its format can tell: four thousand bytes are a second.</summary>
    public int Seconds => (int)Math.Max(1, FileLength / 4000);

    public static TranscriptionRequest Read(IFormCollection form, Faults faults)
    {
        var model = form["model"].ToString();
        var file = form.Files.GetFile("file");
        Require(faults, "file", file is not null);
        Require(faults, "model", form.ContainsKey("model"));
        ModelName.Check(model, faults);
        if (file?.Length == 0)
        {
            faults.Report(OpenAiErrors.EmptyFile());
        }

        var language = form["language"].ToString();
        if (language.Length > 0 && !TwoLetters.IsMatch(language))
        {
            faults.Report(OpenAiErrors.InvalidLanguage(language));
        }

        var granularities = form[GranularitiesName];
        foreach (var stranger in granularities.Where(word => word is not ("word" or "segment")))
        {
            faults.Report(ValueErrors.NotSupported(GranularitiesName, stranger ?? string.Empty, "word", "segment"));
        }

        var request = new TranscriptionRequest(
            ModelCatalog.Resolve(model),
            file?.FileName ?? string.Empty,
            file?.Length ?? 0,
            language.Length == 0 ? "en" : language,
            ReadFormat(form, model, faults),
            ReadStream(form, faults),
            granularities.Contains("word"),
            granularities.Count == 0 || granularities.Contains("segment"));

        // The real service takes the wish for a stream from the old model, too, and does not heed it.
        return request with { IsStreamed = request.IsStreamed && !request.IsWhisper };
    }

    private static void Require(Faults faults, string name, bool isThere)
    {
        if (!isThere)
        {
            faults.Report(OpenAiErrors.MissingParameter(name));
        }
    }

    private static string ReadFormat(IFormCollection form, string model, Faults faults)
    {
        const string Name = "response_format";
        var format = form[Name] is { Count: > 0 } named ? named.ToString() : Formats[0];
        if (!Formats.Contains(format))
        {
            faults.Report(ValueErrors.NotSupported(Name, format, Formats));
        }
        else if (!model.StartsWith("whisper", StringComparison.Ordinal) && format is not ("json" or "text"))
        {
            faults.Report(OpenAiErrors.FormatNotOfThisModel(format, model));
        }

        return format;
    }

    private static bool ReadStream(IFormCollection form, Faults faults)
    {
        const string Name = "stream";
        var value = form[Name].ToString();
        if (value.Length > 0 && !bool.TryParse(value, out _))
        {
            faults.Report(OpenAiErrors.WrongType(Name, "a boolean", "a string"));
        }

        return bool.TryParse(value, out var isStreamed) && isStreamed;
    }

    [GeneratedRegex(@"\A[a-z]{2}\z")]
    private static partial Regex TwoLetters { get; }
}

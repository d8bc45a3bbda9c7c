using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MockProvider.Answers;
using MockProvider.Faults;

namespace MockProvider.OpenAI;

/// <summary>
/// Which model names the mock answers to: any of OpenAI's families, models tuned from them (<c>ft:…</c>), and the names of faults.
/// </summary>
internal sealed partial class Models(Templates templates)
{
    private readonly JsonObject _snapshots = templates.Fill("model.snapshots").AsObject();

    /// <summary>Reads the member <c>model</c> of a request.</summary>
    /// <returns>The name that the answer carries: a snapshot for a few families, else as it was asked for.</returns>
    public string Read(Fields fields) => Check(fields.Text("model"));

    /// <summary>Refuses a name that the mock does not answer to.</summary>
    public string Check(string model) =>
        model.Length == 0 ? throw new ApiException(Errors.Bad("you must provide a model parameter"))
        : !Family.IsMatch(model) && FaultList.Find(model) is null ? throw new ApiException(Errors.UnknownModel(model))
        : _snapshots[model]?.GetValue<string>() ?? model;

    /// <summary><c>GET /v1/models</c>.</summary>
    public Answer List() => Answer.Json(templates.Fill("models"));

    /// <summary><c>GET /v1/models/{id}</c>: one of the list, or any other of a known family.</summary>
    public Answer Show(string id)
    {
        var listed = templates.Fill("models")["data"]!.AsArray().FirstOrDefault(model => model!["id"]!.GetValue<string>() == id);
        return listed is not null ? Answer.Json(listed)
            : Family.IsMatch(id) ? Answer.Json(templates.Fill("model", ("id", id)))
            : throw new ApiException(new(StatusCodes.Status404NotFound, $"The model '{id}' does not exist", "model", "model_not_found"));
    }

    [GeneratedRegex(@"\A(?:ft:)?(?:gpt-(?:[0-9]|oss|audio|realtime)|o[0-9]|chatgpt-|codex-|computer-use-|text-embedding-|whisper-)")]
    private static partial Regex Family { get; }
}

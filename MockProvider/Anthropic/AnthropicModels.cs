using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MockProvider.Answers;
using MockProvider.Faults;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace MockProvider.Anthropic;

/// <summary>Which model names the mock answers to: every <c>claude-…</c>, and the names of faults.</summary>
internal sealed partial class AnthropicModels(Templates templates)
{
    private const int UsualPage = 20;
    private const int LargestPage = 1000;
    private const string UnknownDate = "1970-01-01T00:00:00Z";
    private readonly JsonObject _snapshots = templates.Fill("model.snapshots").AsObject();
    private readonly List<JsonNode> _all = [.. templates.Fill("models.all").AsArray().Select(listed => Document(templates, listed!))];

    /// <summary>Reads the member <c>model</c> of a request.</summary>
    /// <returns>The name that the answer carries: a snapshot for an alias, else as it was asked for.</returns>
    public string Read(Fields fields)
    {
        var model = fields.Text("model");
        return Family.IsMatch(model) || FaultList.Find(model) is not null
            ? _snapshots[model]?.GetValue<string>() ?? model
            : throw Unknown(model);
    }

    /// <summary><c>GET /v1/models</c>: a page of them, after or before one of them.</summary>
    public Answer List(Call call)
    {
        var (after, before) = (call.Query["after_id"].FirstOrDefault(), call.Query["before_id"].FirstOrDefault());
        var limit = Limit(call.Query["limit"].FirstOrDefault());
        var end = before is null ? _all.Count : Position(before);
        var start = after is null ? 0 : Position(after) + 1;
        start = before is null ? start : Math.Max(start, end - limit);
        List<JsonNode> page = [.. _all[Math.Min(start, end)..end].Take(limit)];
        var hasMore = before is null ? start + page.Count < end : start > 0;
        return Answer.Json(templates.Fill(
            "models",
            ("data", new JsonArray([.. page.Select(model => model.DeepClone())])),
            ("has_more", hasMore),
            ("first_id", page.FirstOrDefault()?["id"]?.DeepClone()),
            ("last_id", page.LastOrDefault()?["id"]?.DeepClone())));
    }

    /// <summary><c>GET /v1/models/{id}</c>: one of the list, an alias of one, or any other of the family.</summary>
    public Answer Show(string id)
    {
        var snapshot = _snapshots[id]?.GetValue<string>() ?? id;
        return _all.Find(model => model["id"]!.GetValue<string>() == snapshot) is { } listed ? Answer.Json(listed)
            : !Family.IsMatch(id) ? throw Unknown(id)
            : Answer.Json(Document(templates, new JsonObject { ["id"] = id, ["display_name"] = id, ["created_at"] = UnknownDate }));
    }

    private static JsonNode Document(Templates templates, JsonNode listed)
    {
        var line = Line.Match(listed["id"]!.GetValue<string>());
        return templates.Fill(
            "model",
            [
                .. listed.AsObject().Select(member => (member.Key, member.Value)),
                ("line", line.Success ? line.Value : null),
            ]);
    }

    private static int Limit(string? asked) => asked is null ? UsualPage
        : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= LargestPage ? limit
        : throw new ApiException(Errors.Bad($"Input should be a number from 1 to {LargestPage}", "limit"));

    private static ApiException Unknown(string model) => new(new(Status404NotFound, $"model: {model}"));

    private int Position(string id) =>
        _all.FindIndex(model => model["id"]!.GetValue<string>() == id) is >= 0 and var index ? index : throw Unknown(id);

    [GeneratedRegex(@"\Aclaude-[a-z0-9]")]
    private static partial Regex Family { get; }

    [GeneratedRegex("haiku|sonnet|opus|fable|mythos")]
    private static partial Regex Line { get; }
}

using System.Globalization;
using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.OpenAI;

/// <summary><c>/v1/responses</c>: answers, and what is done with those that were stored.</summary>
internal sealed class ResponsesEndpoints(Templates templates, Models models, TimeProvider clock)
{
    private const string Path = "/v1/responses";

    /// <summary>The members of a request that its answer repeats.</summary>
    private static readonly string[] Echoed =
    [
        "background", "instructions", "max_output_tokens", "max_tool_calls", "parallel_tool_calls", "previous_response_id",
        "prompt_cache_key", "prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store", "temperature",
        "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user", "metadata",
    ];

    private readonly ResponseStore _store = new();

    public IEnumerable<ApiEndpoint> All =>
    [
        new("POST", Path, Metering.Tokens, Create),
        new("POST", $"{Path}/compact", Metering.Tokens, Compact),
        new("POST", $"{Path}/input_tokens", Metering.Requests, CountTokens),
        new("GET", $"{Path}/{{id}}", Metering.Owned, Show),
        new("DELETE", $"{Path}/{{id}}", Metering.Owned, Delete),
        new("GET", $"{Path}/{{id}}/input_items", Metering.Owned, ListInput),
        new("POST", $"{Path}/{{id}}/cancel", Metering.Owned, Cancel),
    ];

    private Answer Create(Call call)
    {
        var fields = Fields.Parse(call.Request.Body);
        var model = models.Read(fields);
        var input = ResponseInput.Read(fields, _store);
        var output = ResponseOutput.To(fields, input, call.Fingerprint, templates);
        var body = Body(fields, model, input, output, call.Fingerprint);
        List<ReadOnlyMemory<byte>> events = [.. Events(fields, body, output, call.Fingerprint)];
        if (fields.Flag("store", fallback: true))
        {
            _store.Keep(new StoredResponse(body, events, [.. input.Turns.All, .. output.Turns()], input.Items));
        }

        return (fields.Flag("stream") ? Answer.Stream(events) : Answer.Json(body)) with { Tokens = input.Tokens + output.Tokens };
    }

    private Answer Compact(Call call)
    {
        var fields = Fields.Parse(call.Request.Body);
        models.Read(fields);
        var input = ResponseInput.Read(fields, _store);
        var compaction = new CompactionOutput(templates, input.Turns, call.Fingerprint) { Pieces = [] };
        var said = input.Turns.All.Where(turn => turn.Speaker == Speaker.User)
            .Select((turn, index) => templates.Fill(
                "item.input", ("id", $"msg_{call.Fingerprint.Hex($"input {index}", 50)}"), ("text", turn.Text)));
        return Answer.Json(templates.Fill(
            "response.compaction",
            ("id", $"resp_{call.Fingerprint.Hex("response", 50)}"),
            ("created_at", clock.GetUtcNow().ToUnixTimeSeconds()),
            ("output", new JsonArray([.. said, compaction.Item()])),
            ("usage", Usage(input, compaction)))) with { Tokens = input.Tokens + compaction.Tokens };
    }

    private Answer CountTokens(Call call)
    {
        var fields = Fields.Parse(call.Request.Body);
        models.Read(fields);
        return Answer.Json(templates.Fill("response.input_tokens", ("input_tokens", ResponseInput.Read(fields, _store).Tokens)));
    }

    private Answer Show(Call call)
    {
        var stored = _store.Find(call.Id);
        if (call.Query["stream"] != "true")
        {
            return Answer.Json(stored.Body);
        }

        var isGoingOn = int.TryParse(call.Query["starting_after"], NumberStyles.None, CultureInfo.InvariantCulture, out var last);
        return Answer.Stream([.. stored.Events.Skip(isGoingOn ? last + 1 : 0)]);
    }

    private Answer Delete(Call call)
    {
        _store.Remove(call.Id);
        return Answer.Json(templates.Fill("response.deleted", ("id", call.Id)));
    }

    // Newest first, as in the real service, unless asked otherwise.
    private Answer ListInput(Call call)
    {
        List<JsonObject> items = [.. _store.Find(call.Id).Input.Select((item, index) => WithId(item, call.Id, index))];
        if (call.Query["order"] != "asc")
        {
            items.Reverse();
        }

        return Answer.Json(templates.Fill(
            "response.input_items",
            ("data", new JsonArray([.. items])),
            ("first_id", items.FirstOrDefault()?["id"]?.DeepClone()),
            ("last_id", items.LastOrDefault()?["id"]?.DeepClone())));
    }

    /// <summary>
    /// The mock's responses end at once, so there is nothing left to stop: a response in the background comes back as it is.
    /// </summary>
    private Answer Cancel(Call call)
    {
        var body = _store.Find(call.Id).Body;
        return body["background"]!.GetValue<bool>()
            ? Answer.Json(body)
            : throw new ApiException(Errors.Bad("Cannot cancel a synchronous response."));
    }

    private static JsonObject WithId(JsonObject item, string response, int index)
    {
        var copy = item.DeepClone().AsObject();
        copy["id"] ??= $"msg_{response["resp_".Length..]}_{index}";
        return copy;
    }

    private JsonObject Body(Fields fields, string model, ResponseInput input, ResponseOutput output, Fingerprint fingerprint)
    {
        var body = templates.Fill(
            "response",
            ("id", $"resp_{fingerprint.Hex("response", 50)}"),
            ("created_at", clock.GetUtcNow().ToUnixTimeSeconds()),
            ("status", output.IsComplete ? "completed" : "incomplete"),
            ("incomplete_details", output.IsComplete ? null : new JsonObject { ["reason"] = "max_output_tokens" }),
            ("model", model),
            ("output", new JsonArray(output.Item())),
            ("usage", Usage(input, output))).AsObject();
        foreach (var name in Echoed)
        {
            Echo(fields, name, body);
        }

        body["service_tier"] = body["service_tier"]!.GetValue<string>() == "auto" ? "default" : body["service_tier"]!.DeepClone();
        return body;
    }

    private static void Echo(Fields fields, string name, JsonObject body)
    {
        if (fields.Get(name) is not { } value)
        {
            return;
        }

        var asked = JsonNode.Parse(value.GetRawText());
        if (body[name] is JsonObject defaults && asked is JsonObject members)
        {
            foreach (var (member, content) in members)
            {
                defaults[member] = content?.DeepClone();
            }
        }
        else
        {
            body[name] = asked;
        }
    }

    private JsonNode Usage(ResponseInput input, ResponseOutput output) => templates.Fill(
        "response.usage", ("input_tokens", input.Tokens), ("output_tokens", output.Tokens), ("total_tokens", input.Tokens + output.Tokens));

    /// <summary>The events in order, numbered from zero.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> Events(Fields fields, JsonObject body, ResponseOutput output, Fingerprint fingerprint)
    {
        var begun = body.DeepClone().AsObject();
        (begun["status"], begun["output"], begun["usage"], begun["incomplete_details"]) = ("in_progress", new JsonArray(), null, null);
        var isPadded = fields.Object("stream_options")?.Flag("include_obfuscation", fallback: true) ?? true;
        var padding = 0;
        List<ResponseEvent> events =
        [
            new("event.response", "response.created", ("response", begun)),
            new("event.response", "response.in_progress", ("response", begun)),
            .. output.Events(() => isPadded ? fingerprint.Obfuscation(padding++) : Templates.Absent),
            new("event.response", output.IsComplete ? "response.completed" : "response.incomplete", ("response", body)),
        ];
        return events.Select((item, number) =>
            WireJson.Event(item.Type, templates.Fill(item.Shape, [.. item.Values, ("type", item.Type), ("sequence_number", number)])));
    }
}

using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Models;
using MockProvider.Reading;
using MockProvider.Text;
using MockProvider.Tools;

namespace MockProvider.Responses;

/// <summary>What the mock makes of a responses request.</summary>
/// <param name="Model">The model as it was asked for.</param>
/// <param name="Turns">The conversation.</param>
/// <param name="Calls">The functions to call instead of talking.</param>
/// <param name="Format">What the text must be.</param>
/// <param name="InputTokens">What the question costs.</param>
/// <param name="IsStreamed">Whether the answer is a stream.</param>
/// <param name="IncludeObfuscation">Whether its events carry padding.</param>
/// <param name="Settings">What the answer repeats.</param>
internal sealed record ResponsesRequest(
    string Model,
    ResponseTurns Turns,
    IReadOnlyList<FunctionTool> Calls,
    ResponseFormat Format,
    int InputTokens,
    bool IsStreamed,
    bool IncludeObfuscation,
    ResponseSettings Settings)
{
    private const int TokensPerReply = 3;

    public static ResponsesRequest Read(RequestFields fields, ResponseStore store)
    {
        var model = ModelName.Read(fields);
        var turns = ResponseTurns.Read(fields, Earlier(fields, store));
        var isStreamed = fields.Boolean("stream", fallback: false);
        if (!isStreamed && fields.Get("stream_options") is not null)
        {
            fields.Faults.Report(OpenAiErrors.StreamOptionsWithoutStream());
        }

        var settings = ResponseSettings.Read(fields);
        return new ResponsesRequest(
            model,
            turns,
            ReadCalls(fields, turns, settings.ParallelToolCalls),
            ResponseFormat.Read(fields, turns),
            TokensPerReply + Words.Count(settings.Instructions ?? string.Empty) + turns.Tokens + JsonPieces.Cut(settings.Tools.GetRawText()).Count / 2,
            isStreamed,
            fields.Object("stream_options")?.Boolean("include_obfuscation", fallback: true) ?? true,
            settings);
    }

    private static IReadOnlyList<ResponseTurn> Earlier(RequestFields fields, ResponseStore store)
    {
        if (fields.OptionalString("previous_response_id") is not { } id)
        {
            return [];
        }

        if (store.Find(id) is { } stored)
        {
            return stored.Turns;
        }

        fields.Faults.Report(ResponseErrors.PreviousNotFound(id));
        return [];
    }

    private static IReadOnlyList<FunctionTool> ReadCalls(RequestFields fields, ResponseTurns turns, bool isParallel)
    {
        // Unlike in a chat, no tools may be written as an empty list.
        IReadOnlyList<FunctionTool> functions = fields.Get("tools") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0
            ? []
            : FunctionTools.ReadFlat(fields);
        return ToolChoice.Read(fields, functions, isNested: false).Calls(turns.Prompt, turns.HasUserSpoken, isParallel);
    }
}

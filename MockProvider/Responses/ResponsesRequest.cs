using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Models;
using MockProvider.Reading;
using MockProvider.Schemas;
using MockProvider.Text;
using MockProvider.Tools;

namespace MockProvider.Responses;

/// <summary>What the mock makes of a responses request.</summary>
/// <param name="Model">The model as it was asked for.</param>
/// <param name="Turns">The conversation.</param>
/// <param name="Calls">The functions to call instead of talking.</param>
/// <param name="Format">What the text must be.</param>
/// <param name="InputTokens">What the question costs.</param>
/// <param name="Stream">Whether the answer is a stream, and what its events carry.</param>
/// <param name="Settings">What the answer repeats.</param>
internal sealed record ResponsesRequest(
    string Model,
    ResponseTurns Turns,
    IReadOnlyList<FunctionTool> Calls,
    TextFormat Format,
    int InputTokens,
    StreamOptions Stream,
    ResponseSettings Settings)
{
    private const int TokensPerReply = 3;

    public static ResponsesRequest Read(RequestFields fields, ResponseStore store)
    {
        var model = ModelName.Read(fields);
        var turns = ResponseTurns.Read(fields, Earlier(fields, store));
        var stream = StreamOptions.Read(fields);
        var settings = ResponseSettings.Read(fields);
        return new ResponsesRequest(
            model,
            turns,
            ReadCalls(fields, turns, settings.ParallelToolCalls),
            ResponseFormat.Read(fields, turns),
            TokensPerReply + Words.Count(settings.Instructions ?? string.Empty) + turns.Tokens + JsonPieces.Cut(settings.Tools.GetRawText()).Count / 2,
            stream,
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

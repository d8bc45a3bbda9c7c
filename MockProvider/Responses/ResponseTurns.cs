using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary>The conversation so far: what the earlier response remembers, and the input.</summary>
internal sealed record ResponseTurns(IReadOnlyList<ResponseTurn> All)
{
    private const string InputName = "input";
    private const string User = "user";
    private const int TokensPerTurn = 4;

    /// <summary>What the user said last.</summary>
    public string Prompt => All.LastOrDefault(turn => turn.Role == User)?.Text ?? string.Empty;

    /// <summary>Whether the last word was the user's, not a function's result.</summary>
    public bool HasUserSpoken => All.LastOrDefault(turn => turn.Role is not ("system" or "developer"))?.Role == User;

    /// <summary>What functions answered since the user spoke.</summary>
    public IReadOnlyList<(string Function, string Result)> Results =>
    [
        .. All.Reverse().TakeWhile(turn => turn.Role != User).Reverse()
            .Where(turn => turn.Role == ResponseTurn.ResultRole)
            .Select(turn => (All.First(call => call.Role == ResponseTurn.CallRole && call.CallId == turn.CallId).Function, turn.Text)),
    ];

    public int Tokens => All.Sum(turn => TokensPerTurn + Words.Count(turn.Text));

    public bool Mentions(string word) => All.Any(turn => turn.Text.Contains(word, StringComparison.OrdinalIgnoreCase));

    public static ResponseTurns Read(RequestFields fields, IReadOnlyList<ResponseTurn> earlier)
    {
        List<ResponseTurn> turns = [.. earlier, .. ReadInput(fields)];
        List<string> calls = [.. turns.Where(turn => turn.Role == ResponseTurn.CallRole).Select(turn => turn.CallId)];
        List<string> results = [.. turns.Where(turn => turn.Role == ResponseTurn.ResultRole).Select(turn => turn.CallId)];
        if (results.Except(calls).FirstOrDefault() is { } stray)
        {
            fields.Faults.Report(ResponseErrors.ResultWithoutCall(stray));
        }
        else if (calls.Except(results).FirstOrDefault() is { } open)
        {
            fields.Faults.Report(ResponseErrors.CallWithoutResult(open));
        }

        // After a fault nobody asks further, and results would look for calls that are not there.
        return new ResponseTurns(fields.Faults.First is null ? turns : []);
    }

    private static IEnumerable<ResponseTurn> ReadInput(RequestFields fields)
    {
        switch (fields.Get(InputName))
        {
            case null:
                fields.Faults.Report(OpenAiErrors.MissingParameter(InputName));
                return [];
            case { ValueKind: JsonValueKind.String } text:
                return [ResponseTurn.Message(User, text.GetString() ?? string.Empty)];
            case { ValueKind: JsonValueKind.Array }:
                return fields.RequiredObjects(InputName).SelectMany(ReadItem);
            case { } other:
                fields.Faults.Report(OpenAiErrors.WrongType(InputName, "one of a string or array of objects", JsonKinds.Say(other)));
                return [];
        }
    }

    private static IEnumerable<ResponseTurn> ReadItem(RequestFields item)
    {
        switch (item.OptionalString("type") ?? "message")
        {
            case "message":
                var role = item.RequiredChoice("role", "assistant", "system", "developer", User);
                return role is null ? [] : [ResponseTurn.Message(role, RequiredText(item, "content"))];
            case "function_call":
                return [ResponseTurn.Call(item.RequiredString("call_id"), item.RequiredString("name"), item.RequiredString("arguments"))];
            case "function_call_output":
                return [ResponseTurn.Result(item.RequiredString("call_id"), RequiredText(item, "output"))];
            default:
                // Reasoning, references, the doings of built-in tools: nothing that is said.
                return [];
        }
    }

    private static string RequiredText(RequestFields item, string name)
    {
        if (item.Get(name) is null)
        {
            item.Faults.Report(OpenAiErrors.MissingParameter(item.Name(name)));
        }

        return MessageText.Of(item, name);
    }
}

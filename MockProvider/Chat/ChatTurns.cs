using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Chat;

/// <summary>A conversation.</summary>
internal sealed class ChatTurns
{
    // What a message costs around its text, and what the beginning of the answer costs, as the real service counts.
    private const int TokensPerMessage = 4;
    private const int TokensPerReply = 3;

    private readonly List<ChatTurn> _turns;

    private ChatTurns(List<ChatTurn> turns) => _turns = turns;

    /// <summary>The last words of the user.</summary>
    public string Prompt => _turns.FindLast(turn => turn.IsUser)?.Text ?? string.Empty;

    /// <summary>Whether it is the user who spoke last, not a tool.</summary>
    public bool HasUserSpoken => _turns.LastOrDefault()?.IsUser ?? false;

    /// <summary>What it costs.</summary>
    public int Tokens => TokensPerReply + _turns.Sum(turn => TokensPerMessage + Words.Count(turn.Text));

    /// <summary>What the tools said since the assistant called them: the function's name and its result.</summary>
    public IReadOnlyList<(string Function, string Result)> Results
    {
        get
        {
            var first = _turns.FindLastIndex(turn => !turn.IsTool) + 1;
            return [.. _turns[first..].Select(turn => (NameOf(turn, first), turn.Text))];
        }
    }

    public static ChatTurns Read(RequestFields fields)
    {
        var turns = new ChatTurns([.. fields.RequiredObjects("messages").Select(ChatTurn.Read)]);
        turns.Check(fields.Faults);
        return turns;
    }

    public bool Mentions(string word) => _turns.Exists(turn => turn.Text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private string NameOf(ChatTurn result, int first) =>
        first > 0 && _turns[first - 1].Calls.GetValueOrDefault(result.AnsweredCall!) is { Length: > 0 } name ? name : "tool";

    // Every call is answered, and every answer has a call, right after it.
    private void Check(Faults faults)
    {
        ChatTurn? caller = null;
        for (var index = 0; index < _turns.Count; index++)
        {
            var turn = _turns[index];
            caller = turn.IsTool ? caller : turn;
            if (turn.IsTool && caller is not { Calls.Count: > 0 })
            {
                faults.Report(MessageErrors.ResultWithoutCall(index));
            }
            else if (turn is { IsTool: true, AnsweredCall: { } id } && !caller!.Calls.ContainsKey(id))
            {
                faults.Report(MessageErrors.UnknownCall(index, id));
            }

            // Only here does it look ahead, so that a long conversation is gone through once.
            if (turn.Calls.Count > 0)
            {
                var answered = _turns.Skip(index + 1).TakeWhile(next => next.IsTool).Select(next => next.AnsweredCall);
                if (turn.Calls.Keys.Except(answered).ToList() is { Count: > 0 } unanswered)
                {
                    faults.Report(MessageErrors.CallWithoutResult(unanswered!));
                }
            }
        }
    }
}

using MockProvider.Text;
using MockProvider.Tools;

namespace MockProvider.Responses;

/// <summary>Makes what the mock answers: a message, or calls of functions, as far as the tokens go.</summary>
internal static class ResponseOutputs
{
    public static IReadOnlyList<ResponseOutput> Of(ResponsesRequest request, Fingerprint fingerprint, out bool isComplete)
    {
        var most = (int)Math.Min(request.Settings.MaxOutputTokens ?? int.MaxValue, int.MaxValue);
        List<ResponseOutput> outputs = request.Calls.Count > 0 ? Calls(request.Calls, fingerprint, most) : [Message(request, fingerprint, most)];
        isComplete = outputs.All(output => output.IsComplete) && outputs.Count >= request.Calls.Count;
        return outputs;
    }

    private static MessageOutput Message(ResponsesRequest request, Fingerprint fingerprint, int most)
    {
        var pieces = request.Format.Pieces(Reply.To(request.Turns.Prompt, request.Turns.Results));
        return new MessageOutput($"msg_{fingerprint.Hex("message", 50)}", [.. pieces.Take(most)], pieces.Count <= most);
    }

    private static List<ResponseOutput> Calls(IReadOnlyList<FunctionTool> functions, Fingerprint fingerprint, int most)
    {
        List<ResponseOutput> calls = [];
        var left = most;
        for (var index = 0; index < functions.Count && left > 0; index++)
        {
            var call = ToolCall.Of(functions[index], $"call_{fingerprint.Letters($"call {index}", 24)}");
            calls.Add(new FunctionCallOutput(
                $"fc_{fingerprint.Hex($"call {index}", 50)}", call.Id, call.Name, [.. call.Pieces.Take(left - 1)], call.Tokens <= left));
            left -= call.Tokens;
        }

        return calls;
    }
}

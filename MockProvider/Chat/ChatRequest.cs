using MockProvider.Errors;
using MockProvider.Models;
using MockProvider.Reading;
using MockProvider.Schemas;
using MockProvider.Tools;

namespace MockProvider.Chat;

/// <summary>What the mock makes of a chat request.</summary>
/// <param name="Model">The model as it was asked for.</param>
/// <param name="Turns">The conversation.</param>
/// <param name="Calls">The functions to call instead of talking.</param>
/// <param name="IsCallNamed">Whether the caller named the function to call.</param>
/// <param name="Format">What the text must be.</param>
/// <param name="Limits">Where it ends.</param>
/// <param name="Choices">How many answers.</param>
/// <param name="TopLogprobs">How many other tokens to tell beside each one; nothing when not even the token's own chance is told.</param>
/// <param name="PromptTokens">What the question costs.</param>
/// <param name="Stream">Whether the answer is a stream, and what its events carry.</param>
internal sealed record ChatRequest(
    string Model,
    ChatTurns Turns,
    IReadOnlyList<FunctionTool> Calls,
    bool IsCallNamed,
    TextFormat Format,
    ChatLimits Limits,
    int Choices,
    int? TopLogprobs,
    int PromptTokens,
    StreamOptions Stream)
{
    private const int MostChoices = 128;
    private const int MostTopLogprobs = 20;

    public static ChatRequest Read(RequestFields fields)
    {
        var model = ModelName.Read(fields);
        var turns = ChatTurns.Read(fields);
        var stream = StreamOptions.Read(fields);
        var choices = fields.Integer("n", 1, MostChoices) ?? 1;
        var limits = ChatLimits.Read(fields);
        var topLogprobs = ReadLogprobs(fields);
        CheckTheRest(fields);
        var tools = ChatTools.Read(fields);
        return new ChatRequest(
            model,
            turns,
            tools.Choice.Calls(turns.Prompt, turns.HasUserSpoken, tools.IsParallel),
            tools.Choice.IsNamed,
            ChatFormat.Read(fields, turns),
            limits,
            choices,
            topLogprobs,
            turns.Tokens + tools.Tokens,
            stream);
    }

    private static int? ReadLogprobs(RequestFields fields)
    {
        const string Top = "top_logprobs";
        var isTold = fields.Boolean("logprobs", fallback: false);
        var top = fields.Integer(Top, 0, MostTopLogprobs);
        if (top is not null && !isTold)
        {
            fields.Faults.Report(OpenAiErrors.TopLogprobsWithoutLogprobs());
        }

        return isTold ? top ?? 0 : null;
    }

    // These change nothing here, and are refused when the real service would refuse them.
    private static void CheckTheRest(RequestFields fields)
    {
        fields.Decimal("temperature", 0, 2);
        fields.Decimal("top_p", 0, 1);
        fields.Decimal("presence_penalty", -2, 2);
        fields.Decimal("frequency_penalty", -2, 2);
        fields.Integer("seed");
        fields.OptionalString("user");
        fields.Boolean("store", fallback: false);
        fields.Object("metadata");
        fields.Object("logit_bias");
        fields.Choice("reasoning_effort", "medium", "none", "minimal", "low", "medium", "high", "xhigh");
        fields.Choice("verbosity", "medium", "low", "medium", "high");
        fields.Choice("service_tier", "auto", "auto", "default", "flex", "scale", "priority");
    }
}

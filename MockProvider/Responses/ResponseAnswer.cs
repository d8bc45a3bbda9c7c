using MockProvider.Models;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary>The answer to a responses request, from which both the document and the events are made, so that they cannot disagree.</summary>
internal sealed record ResponseAnswer(Fingerprint Fingerprint, long CreatedAt, string Model, string Content, ResponseUsage Usage, ResponseSettings Settings)
{
    private const string Completed = "completed";
    private const string InProgress = "in_progress";

    private string MessageId => $"msg_{Fingerprint.Hex("message", 50)}";

    public static ResponseAnswer To(ResponsesRequest request, Fingerprint fingerprint, DateTimeOffset now)
    {
        var content = Reply.To(request.Prompt);
        return new ResponseAnswer(
            fingerprint,
            now.ToUnixTimeSeconds(),
            ModelCatalog.Resolve(request.Model),
            content,
            ResponseUsage.Of(request.InputTokens, Words.Count(content)),
            request.Settings);
    }

    /// <summary>The finished response.</summary>
    public ResponseBody ToBody() => Body(Completed, [Message(Completed, [ResponseText.Of(Content)])], Usage, Settings.ServiceTier == "auto" ? "default" : Settings.ServiceTier);

    /// <summary>The events in order, numbered from zero.</summary>
    public IEnumerable<ResponseEvent> ToEvents(bool includeObfuscation)
    {
        var number = 0;
        var begun = Body(InProgress, [], usage: null, Settings.ServiceTier);
        yield return new ResponseStateEvent("response.created", number++, begun);
        yield return new ResponseStateEvent("response.in_progress", number++, begun);
        yield return new OutputItemEvent("response.output_item.added", number++, 0, Message(InProgress, []));
        yield return new ContentPartEvent("response.content_part.added", number++, MessageId, 0, 0, ResponseText.Of(string.Empty));
        foreach (var word in Words.Cut(Content))
        {
            var padding = includeObfuscation ? Fingerprint.Obfuscation(number) : null;
            yield return new OutputTextDeltaEvent(number++, MessageId, 0, 0, word, [], padding);
        }

        yield return new OutputTextDoneEvent(number++, MessageId, 0, 0, Content, []);
        yield return new ContentPartEvent("response.content_part.done", number++, MessageId, 0, 0, ResponseText.Of(Content));
        yield return new OutputItemEvent("response.output_item.done", number++, 0, Message(Completed, [ResponseText.Of(Content)]));
        yield return new ResponseStateEvent("response.completed", number, ToBody());
    }

    private ResponseItem Message(string status, IReadOnlyList<ResponseText> content) => new(MessageId, "message", status, content, "assistant");

    private ResponseBody Body(string status, IReadOnlyList<ResponseItem> output, ResponseUsage? usage, string serviceTier) => new(
        $"resp_{Fingerprint.Hex("response", 50)}",
        "response",
        CreatedAt,
        status,
        Background: false,
        new ResponseBilling("developer"),
        Error: null,
        IncompleteDetails: null,
        Settings.Instructions,
        Settings.MaxOutputTokens,
        Settings.MaxToolCalls,
        Model,
        output,
        Settings.ParallelToolCalls,
        Settings.PreviousResponseId,
        Settings.PromptCacheKey,
        Settings.PromptCacheRetention,
        Settings.Reasoning,
        Settings.SafetyIdentifier,
        serviceTier,
        Settings.Store,
        Settings.Temperature,
        Settings.Text,
        Settings.ToolChoice,
        Settings.Tools,
        Settings.TopLogprobs,
        Settings.TopP,
        Settings.Truncation,
        usage,
        Settings.User,
        Settings.Metadata);
}

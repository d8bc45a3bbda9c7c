using MockProvider.Models;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary>The answer to a responses request, from which both the document and the events are made, so that they cannot disagree.</summary>
internal sealed record ResponseAnswer(
    Fingerprint Fingerprint,
    long CreatedAt,
    string Model,
    IReadOnlyList<ResponseOutput> Outputs,
    bool IsComplete,
    ResponseUsage Usage,
    ResponseSettings Settings)
{
    public static ResponseAnswer To(ResponsesRequest request, Fingerprint fingerprint, DateTimeOffset now)
    {
        var outputs = ResponseOutputs.Of(request, fingerprint, out var isComplete);
        return new ResponseAnswer(
            fingerprint,
            now.ToUnixTimeSeconds(),
            ModelCatalog.Resolve(request.Model),
            outputs,
            isComplete,
            ResponseUsage.Of(request.InputTokens, outputs.Sum(output => output.Tokens)),
            request.Settings);
    }

    /// <summary>The response when it has ended.</summary>
    public ResponseBody ToBody() => Body(
        ResponseStatus.Ended(IsComplete),
        IsComplete ? null : new IncompleteDetails("max_output_tokens"),
        [.. Outputs.Select(output => output.ToItem())],
        Usage,
        Settings.ServiceTier == "auto" ? "default" : Settings.ServiceTier);

    /// <summary>The events in order, numbered from zero.</summary>
    public IEnumerable<ResponseEvent> ToEvents(bool includeObfuscation)
    {
        var counter = new EventCounter(includeObfuscation ? Fingerprint : null);
        var begun = Body(ResponseStatus.InProgress, details: null, [], usage: null, Settings.ServiceTier);
        yield return new ResponseStateEvent("response.created", counter.Next(), begun);
        yield return new ResponseStateEvent("response.in_progress", counter.Next(), begun);
        foreach (var item in Outputs.SelectMany((output, index) => output.ToEvents(index, counter)))
        {
            yield return item;
        }

        yield return new ResponseStateEvent($"response.{ResponseStatus.Ended(IsComplete)}", counter.Next(), ToBody());
    }

    private ResponseBody Body(string status, IncompleteDetails? details, IReadOnlyList<ResponseItem> output, ResponseUsage? usage, string serviceTier) => new(
        $"resp_{Fingerprint.Hex("response", 50)}",
        "response",
        CreatedAt,
        status,
        Background: false,
        new ResponseBilling("developer"),
        Error: null,
        details,
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

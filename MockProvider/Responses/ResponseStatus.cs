namespace MockProvider.Responses;

/// <summary>What a response and each of its items may be.</summary>
internal static class ResponseStatus
{
    public const string InProgress = "in_progress";

    public static string Ended(bool isComplete) => isComplete ? "completed" : "incomplete";
}

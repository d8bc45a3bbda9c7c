namespace MockProvider.Verdicts;

/// <summary>What <c>GET /__mock/verdict</c> tells: how many of the last requests were as they should be, and each, the newest first.</summary>
internal sealed record VerdictList(int Requests, int Clean, IReadOnlyList<RequestVerdict> Last);

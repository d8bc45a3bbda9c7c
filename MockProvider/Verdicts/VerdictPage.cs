using System.Text.Json;
using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Journal;

namespace MockProvider.Verdicts;

/// <summary><c>GET /__mock/verdict</c>: how many of the last requests were as they should be, and each, the newest first.</summary>
internal sealed class VerdictPage(RequestJournal journal, string key, Dialects dialects)
{
    private const int Last = 50;
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public Answer Show()
    {
        var requests = journal.Snapshot().TakeLast(Last).Reverse();
        var verdicts = requests.Select(request => RequestVerdict.On(request, key, dialects.Of(request).KeyHeaders)).ToArray();
        return Answer.Json(new JsonObject
        {
            ["requests"] = verdicts.Length,
            ["clean"] = verdicts.Count(verdict => verdict.Clean),
            ["last"] = JsonSerializer.SerializeToNode(verdicts, SnakeCase),
        });
    }
}

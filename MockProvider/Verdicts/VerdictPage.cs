using MockProvider.Answers;
using MockProvider.Control;
using MockProvider.Journal;
using MockProvider.Text;

namespace MockProvider.Verdicts;

/// <summary><c>GET /__mock/verdict</c>: the last requests, judged.</summary>
internal sealed class VerdictPage(RequestJournal journal, string key)
{
    private const int Last = 50;

    public Answer Show()
    {
        var verdicts = journal.Snapshot().TakeLast(Last).Reverse().Select(request => Judge.Of(request, key)).ToArray();
        var list = new VerdictList(verdicts.Length, verdicts.Count(verdict => verdict.Clean), verdicts);
        return Answer.Json(WireJson.Document(list, ControlJson.Readable.VerdictList), []);
    }
}

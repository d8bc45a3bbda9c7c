using MockProvider.Journal;

namespace MockProvider.Answers;

/// <summary>The providers that the mock plays. The first one answers where no other does.</summary>
internal sealed class Dialects(params IReadOnlyList<IDialect> all)
{
    public IDialect First => all[0];

    /// <summary>The dialect that has the request's path; of several, or of none, the one whose mark the request has.</summary>
    public IDialect Of(ReceivedRequest request)
    {
        List<IDialect> likely = [.. all.OrderByDescending(dialect => dialect.IsMarked(request))];
        return likely.Find(dialect => dialect.Endpoints.Any(endpoint => endpoint.Matches(request.Path, out _))) ?? likely[0];
    }
}

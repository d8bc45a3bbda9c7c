namespace Broker.Tests.Fuzzing.Wire;

/// <summary>Requests that are sent together on one connection.</summary>
/// <param name="Requests">The requests in order; only the last may be cut.</param>
internal sealed record Conversation(IReadOnlyList<FuzzRequest> Requests)
{
    public override string ToString() => string.Concat(Requests.Select(request => $"\n    {request}"));
}

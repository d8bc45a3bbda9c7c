using MockProvider.Journal;

namespace MockProvider.Verdicts;

/// <summary>Says of one request whether the key, and only the key, arrived; of several faults the gravest.</summary>
internal static class Judge
{
    private const string Clean = "Only the provider key arrived, once. The broker did its work.";

    public static RequestVerdict Of(ReceivedRequest request, string key)
    {
        var arrival = new Arrival(request, key);
        var complaint = Complain(arrival);
        return new RequestVerdict(
            request.Time,
            request.Method,
            request.Path,
            complaint is null,
            complaint ?? Clean,
            arrival.Credentials,
            arrival.Cookies,
            arrival.BrokerHeaders,
            arrival.TrailHeaders,
            arrival.InBody);
    }

    private static string? Complain(Arrival arrival)
    {
        var tokens = arrival.PlacesOf(Arrival.CallerToken);
        if (tokens.Count > 0)
        {
            return $"The caller's token arrived, in {Say(tokens)}. It is for the broker alone; the provider could now use the broker.";
        }

        var keys = arrival.PlacesOf(Arrival.ProviderKey);
        if (keys.Count == 0)
        {
            return arrival.Credentials.Any(found => found.Header == "authorization")
                ? "A credential arrived, but it is not the provider key."
                : "No provider key arrived. Nobody attached one: was the broker passed by, or has it no secret?";
        }

        if (!arrival.HasKeyInPlace || keys.Count > 1)
        {
            return $"The provider key arrived, but not once and in Authorization alone: {Say(keys)}{(keys.Count == 1 ? ", where it came more than once or does not belong" : "")}.";
        }

        if (arrival.Cookies > 0)
        {
            return "Besides the key came cookies: the provider can tell one host from another.";
        }

        if (arrival.Credentials.Count > 1)
        {
            return $"Besides the key came {Say(arrival.Credentials.Where(found => found.Holds != Arrival.ProviderKey).Select(found => found.Header))}, which the host chose and not the broker.";
        }

        if (arrival.BrokerHeaders.Count > 0)
        {
            return $"Besides the key came headers meant for the broker: {Say(arrival.BrokerHeaders)}.";
        }

        return arrival.TrailHeaders.Count > 0 ? $"Besides the key came headers that tell where the request is from: {Say(arrival.TrailHeaders)}." : null;
    }

    private static string Say(IEnumerable<string> names) => string.Join(", ", names);
}

/// <summary>What arrived with one request that ought to arrive, and what ought not. No value of a credential is in here.</summary>
/// <param name="Time">When it arrived.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path.</param>
/// <param name="Clean">Whether the key came, once, and nothing else that tells who asks.</param>
/// <param name="Judgement">The same in a line for a person.</param>
/// <param name="Credentials">Every header with a credential.</param>
/// <param name="Cookies">How many cookies came.</param>
/// <param name="BrokerHeaders">Headers that only a broker's callers send.</param>
/// <param name="TrailHeaders">Headers that tell where the request came from.</param>
/// <param name="InBody">Credentials found in the body.</param>
internal sealed record RequestVerdict(
    DateTimeOffset Time,
    string Method,
    string Path,
    bool Clean,
    string Judgement,
    IReadOnlyList<CredentialView> Credentials,
    int Cookies,
    IReadOnlyList<string> BrokerHeaders,
    IReadOnlyList<string> TrailHeaders,
    IReadOnlyList<string> InBody);

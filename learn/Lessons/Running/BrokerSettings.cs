namespace Broker.Lessons.Running;

/// <summary>How a check sets up a broker of its own.</summary>
internal sealed record BrokerSettings
{
    /// <summary>Configuration file to start from; null for the dry run that ships with the broker.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Where it forwards to; null for what the file says, in a dry run.</summary>
    public Uri? Upstream { get; init; }

    /// <summary>The caller token; null for none.</summary>
    public string? CallerToken { get; init; }

    /// <summary>The provider key, given in its environment; null when it comes from a program.</summary>
    public string? Key { get; init; }

    /// <summary>The program that prints the provider key, and its arguments; empty when it is in the environment.</summary>
    public IReadOnlyList<string> KeyCommand { get; init; } = [];

    /// <summary>Folder it works in: its events go there, and its program finds its files there.</summary>
    public required string Folder { get; init; }

    /// <summary>Further variables, which win over all others.</summary>
    public IReadOnlyList<(string Name, string Value)> Further { get; init; } = [];

    /// <summary>The settings as the broker's environment.</summary>
    public IEnumerable<(string Name, string Value)> Variables()
    {
        yield return ("Broker__listen_port", "0");
        yield return ("Broker__events_path", Path.Combine(Folder, "events.jsonl"));
        yield return ("Broker__mode", Upstream is null ? "dry_run" : "proxy");
        if (Upstream is not null)
        {
            yield return ("Broker__upstream_base_url", Upstream.ToString());
        }

        if (CallerToken is not null)
        {
            yield return ("Broker__client_token_env", "BROKER_CLIENT_TOKEN");
            yield return ("BROKER_CLIENT_TOKEN", CallerToken);
        }

        if (Key is not null)
        {
            yield return ("Broker__secret_source__kind", "env");
            yield return ("Broker__secret_source__name", "PROVIDER_API_KEY");
            yield return ("PROVIDER_API_KEY", Key);
        }

        if (KeyCommand.Count > 0)
        {
            yield return ("Broker__secret_source__kind", "command");
        }

        for (var i = 0; i < KeyCommand.Count; i++)
        {
            yield return ($"Broker__secret_source__argv__{i}", KeyCommand[i]);
        }

        foreach (var variable in Further)
        {
            yield return variable;
        }
    }
}

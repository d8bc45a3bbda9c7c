namespace SampleHost;

/// <summary>All that a host knows: where the broker is, and what to show it. No provider key.</summary>
/// <param name="Endpoint">The broker's address, ending in <c>/v1</c>.</param>
/// <param name="CallerToken">The caller token, in the place where the SDK expects an API key.</param>
internal sealed record HostSettings(Uri Endpoint, string CallerToken)
{
    /// <summary>Reads the two settings that OpenAI's tools share.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="problem">What is missing, in a line; null when nothing is.</param>
    public static HostSettings? Read(Func<string, string?> variable, out string? problem)
    {
        var token = variable("OPENAI_API_KEY");
        var isAddress = Uri.TryCreate(variable("OPENAI_BASE_URL"), UriKind.Absolute, out var address);
        problem = !isAddress
            ? "OPENAI_BASE_URL must be the broker's address, such as http://127.0.0.1:8791/v1."
            : string.IsNullOrWhiteSpace(token) ? "OPENAI_API_KEY must be the caller token, such as lab-caller-token." : null;
        return problem is null ? new HostSettings(address!.AbsolutePath == "/" ? new Uri(address, "/v1") : address, token!) : null;
    }
}

using System.Security.Cryptography;

namespace Broker.AppHost;

/// <summary>
/// What can be set about a run of the lab. Launch profiles set some of it through the environment (<c>Lab__Provider=OpenAI</c>),
/// anybody can on the command line (<c>-- --Lab:BrokerPort=9000</c>).
/// </summary>
internal sealed record LabSettings
{
    /// <summary>Who the broker forwards to: <c>Lab:Provider</c>.</summary>
    public required Provider Provider { get; init; }

    /// <summary>Where the broker listens: <c>Lab:BrokerPort</c>; 0 for any free port.</summary>
    public required int BrokerPort { get; init; }

    /// <summary>Where the mock provider listens: <c>Lab:MockPort</c>; 0 for any free port.</summary>
    public required int MockPort { get; init; }

    /// <summary>Where the broker writes its events: <c>Lab:EventsPath</c>.</summary>
    public required string EventsPath { get; init; }

    /// <summary>What hosts present to the broker: <c>Lab:CallerToken</c>.</summary>
    public required string CallerToken { get; init; }

    /// <summary>What Claude Code presents to the broker, in the agents profile: <c>Lab:ClaudeToken</c>.</summary>
    public required string ClaudeToken { get; init; }

    /// <summary>What stands before OpenAI's paths on the broker.</summary>
    public string OpenAIPrefix => Provider is Provider.Agents ? "/openai" : "";

    /// <summary>What the broker presents to the mock provider: <c>Lab:MockKey</c>.</summary>
    public required string MockKey { get; init; }

    /// <summary>True if prompts and answers may go into spans: <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT</c>, else not for OpenAI.</summary>
    public required bool CapturesContent { get; init; }

    /// <summary>Why the lab cannot start so, in a line; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The event file of one of the further brokers.</summary>
    /// <param name="exercise">What the broker is there for.</param>
    public string EventsPathOf(string exercise) => Path.ChangeExtension(EventsPath, $".{exercise}.jsonl");

    /// <summary>The event files of all brokers of the lab.</summary>
    public IReadOnlyList<string> EventsPaths => [EventsPath, EventsPathOf("dry-run"), EventsPathOf("without-key")];

    /// <summary>Reads the settings and fills in what is not set.</summary>
    /// <param name="builder">Has environment, command line and settings files.</param>
    /// <param name="openAIKey">The key for OpenAI; null where there is none.</param>
    public static LabSettings Read(IDistributedApplicationBuilder builder, ProviderKeyFile? openAIKey)
    {
        var configuration = builder.Configuration;
        // The dashboard would keep what it was told, resources' environments among it, in a database below the user's home folder.
        configuration["ASPIRE_DASHBOARD_PERSISTENCE_MODE"] = "None";
        foreach (var secret in (string[])["Lab__MockKey", "Lab__CallerToken", "Lab__ClaudeToken"])
        {
            // Whoever needs one is told so in the app model. Whatever else is started from here would inherit it.
            Environment.SetEnvironmentVariable(secret, null);
        }

        var lab = configuration.GetSection("Lab");
        var known = Enum.TryParse<Provider>(lab["Provider"] ?? nameof(Provider.Mock), ignoreCase: true, out var provider) && Enum.IsDefined(provider);
        var eventsPath = Path.GetFullPath(lab["EventsPath"] ?? Path.Combine(builder.AppHostDirectory, "artifacts", "events.jsonl"));
        Directory.CreateDirectory(Path.GetDirectoryName(eventsPath)!);
        var captures = configuration["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"];
        var brokerPort = LabPort.Read(lab, "BrokerPort", 8791);
        var mockPort = provider is Provider.Mock or Provider.Agents ? LabPort.Read(lab, "MockPort", 8792) : new(0, null);

        return new LabSettings
        {
            Provider = provider,
            BrokerPort = brokerPort.Number,
            MockPort = mockPort.Number,
            EventsPath = eventsPath,
            // A published token is fine for a mock. For the real provider nobody may guess it.
            CallerToken = lab["CallerToken"] ?? (provider is Provider.OpenAI ? RandomNumberGenerator.GetHexString(40, lowercase: true) : "lab-caller-token"),
            ClaudeToken = lab["ClaudeToken"] ?? "lab-claude-token",
            MockKey = lab["MockKey"] ?? "sk-mock-provider-key",
            CapturesContent = captures is null ? provider is not Provider.OpenAI : string.Equals(captures, "true", StringComparison.OrdinalIgnoreCase),
            Problem = (known, provider) switch
            {
                (false, _) => $"Lab:Provider is '{lab["Provider"]}'; it can be {string.Join(", ", Enum.GetNames<Provider>())}.",
                (true, Provider.OpenAI) when openAIKey is null =>
                    $"The openai profile needs a provider key: set the environment variable {ProviderKeyFile.Variable} and start again.",
                _ => brokerPort.Problem ?? mockPort.Problem ?? LabPort.DashboardProblem(configuration),
            },
        };
    }
}

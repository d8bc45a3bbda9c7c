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

    /// <summary>Where the broker listens: <c>Lab:BrokerPort</c>.</summary>
    public required int BrokerPort { get; init; }

    /// <summary>Where the mock provider listens: <c>Lab:MockPort</c>.</summary>
    public required int MockPort { get; init; }

    /// <summary>Where the broker writes its events: <c>Lab:EventsPath</c>.</summary>
    public required string EventsPath { get; init; }

    /// <summary>What hosts present to the broker: <c>Lab:CallerToken</c>.</summary>
    public required string CallerToken { get; init; }

    /// <summary>What the broker presents to the provider: <c>OPENAI_API_KEY</c> for OpenAI, else <c>Lab:MockKey</c>.</summary>
    public required string ProviderKey { get; init; }

    /// <summary>Whether services may put prompts and answers into telemetry: <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT</c>.</summary>
    public required string CaptureMessageContent { get; init; }

    /// <summary>Why the lab cannot start so, in a line; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The event log of one of the further brokers: no two may share one.</summary>
    /// <param name="exercise">What it is there for.</param>
    public string EventsPathOf(string exercise) => Path.ChangeExtension(EventsPath, $".{exercise}.jsonl");

    /// <summary>Reads the settings and fills in what is not set.</summary>
    /// <param name="configuration">Environment, command line and settings files.</param>
    /// <param name="appHostDirectory">Folder of the app host's project; the events go below it unless set otherwise.</param>
    public static LabSettings Read(IConfiguration configuration, string appHostDirectory)
    {
        var lab = configuration.GetSection("Lab");
        var known = Enum.TryParse<Provider>(lab["Provider"] ?? nameof(Provider.Mock), ignoreCase: true, out var provider);
        var openAIKey = configuration["OPENAI_API_KEY"];
        var eventsPath = lab["EventsPath"] ?? Path.Combine(appHostDirectory, "artifacts", "events.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(eventsPath))!);
        foreach (var secret in (string[])["OPENAI_API_KEY", "Lab__MockKey", "Lab__CallerToken"])
        {
            // Who needs one is told so in the app model. Whatever else is started from here would inherit it.
            Environment.SetEnvironmentVariable(secret, null);
        }

        return new LabSettings
        {
            Provider = provider,
            BrokerPort = lab.GetValue("BrokerPort", 8791),
            MockPort = lab.GetValue("MockPort", 8792),
            EventsPath = eventsPath,
            // A published token is fine for a mock. For the real provider nobody may guess it.
            CallerToken = lab["CallerToken"] ?? (provider is Provider.OpenAI ? RandomNumberGenerator.GetHexString(40, lowercase: true) : "lab-caller-token"),
            ProviderKey = (provider is Provider.OpenAI ? openAIKey : lab["MockKey"]) ?? "sk-mock-provider-key",
            CaptureMessageContent = configuration["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] ?? (provider is Provider.OpenAI ? "false" : "true"),
            Problem = (known, provider) switch
            {
                (false, _) => $"Lab:Provider is '{lab["Provider"]}'; it can be {string.Join(", ", Enum.GetNames<Provider>())}.",
                (true, Provider.OpenAI) when string.IsNullOrWhiteSpace(openAIKey) =>
                    "The openai profile needs a provider key: set the environment variable OPENAI_API_KEY and start again.",
                _ => null,
            },
        };
    }
}

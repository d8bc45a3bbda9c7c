using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MockProvider;

/// <summary>How a <see cref="MockProviderServer"/> behaves. The defaults suit tests: any free port, the real clock.</summary>
public sealed class MockProviderOptions
{
    /// <summary>Where the mock listens when it runs by itself and nobody says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8792";

    /// <summary>The one key it accepts when nobody says otherwise. It opens nothing real.</summary>
    public const string DefaultApiKey = "sk-mock-provider-key";

    /// <summary>How many requests are remembered, here and behind <c>/__admin/requests</c>.</summary>
    public const int JournalLength = 1000;

    /// <summary>Requests a minute when nobody says otherwise: more than anybody sends by accident.</summary>
    public const int DefaultRequestsPerMinute = 30_000;

    /// <summary>Tokens a minute when nobody says otherwise.</summary>
    public const int DefaultTokensPerMinute = 150_000_000;

    /// <summary>The time between two events of a stream when nobody says otherwise: short, yet a person sees the words come.</summary>
    public static readonly TimeSpan DefaultChunkDelay = TimeSpan.FromMilliseconds(25);

    /// <summary>Address to listen on: http, a loopback host, any path but the root refused; port 0 means any free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>The key a caller must present: as <c>Authorization: Bearer</c>, or to Anthropic as <c>x-api-key</c>.</summary>
    public string ApiKey { get; init; } = DefaultApiKey;

    /// <summary>
    /// The time between two events of a stream, counted by <see cref="TimeProvider"/>; zero sends them as fast as they go.
    /// </summary>
    public TimeSpan ChunkDelay { get; init; } = DefaultChunkDelay;

    /// <summary>How many requests a minute the account has: as many as the real service grants its largest customers.</summary>
    public int RequestsPerMinute { get; init; } = DefaultRequestsPerMinute;

    /// <summary>How many tokens a minute the account has.</summary>
    public int TokensPerMinute { get; init; } = DefaultTokensPerMinute;

    /// <summary>Folder of WireMock mappings (<c>*.json</c>) to begin with; nothing means none.</summary>
    public string? MappingsPath { get; init; }

    /// <summary>Clock behind <c>created</c>, the journal's times, the rate limits and every pause.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where one line per request is logged, and what goes wrong.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}

using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace MockProvider.Hosting;

/// <summary>Reads the options from the command line and the environment, and reports every fault at once.</summary>
internal static class MockProviderSettings
{
    private const string ApiKeyKey = "MockProvider:ApiKey";
    private const string ChunkDelayKey = "MockProvider:ChunkDelayMilliseconds";
    private const string RequestsKey = "MockProvider:RequestsPerMinute";
    private const string TokensKey = "MockProvider:TokensPerMinute";
    private const string MappingsKey = "MockProvider:MappingsPath";
    private const string UrlsKey = "ASPNETCORE_URLS";
    private const int LongestDelayMilliseconds = 60_000;

    public static bool TryRead(
        IConfiguration configuration,
        CommandLine commandLine,
        ILoggerFactory loggers,
        out MockProviderOptions options,
        out IReadOnlyList<string> problems)
    {
        List<string> found = [];
        options = new MockProviderOptions
        {
            Url = ReadUrl(commandLine.Url ?? configuration[UrlsKey], found),
            ApiKey = ReadApiKey(configuration[ApiKeyKey], found),
            ChunkDelay = ReadChunkDelay(configuration[ChunkDelayKey], found),
            RequestsPerMinute = ReadCount(configuration, RequestsKey, MockProviderOptions.DefaultRequestsPerMinute, found),
            TokensPerMinute = ReadCount(configuration, TokensKey, MockProviderOptions.DefaultTokensPerMinute, found),
            MappingsPath = configuration[MappingsKey] is { Length: > 0 } path ? path : Path.Combine(AppContext.BaseDirectory, "mappings"),
            LoggerFactory = loggers,
        };
        problems = found;
        return found.Count == 0;
    }

    private static string ReadUrl(string? url, List<string> found)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return MockProviderOptions.DefaultUrl;
        }

        try
        {
            ListenAddress.Parse(url);
        }
        catch (ArgumentException exception)
        {
            // Without the parameter name that ArgumentException appends.
            found.Add(exception.Message.Split(" (Parameter", 2)[0]);
        }

        return url;
    }

    private static string ReadApiKey(string? key, List<string> found)
    {
        if (string.IsNullOrEmpty(key))
        {
            return MockProviderOptions.DefaultApiKey;
        }

        if (key.Any(character => character is < '!' or > '~'))
        {
            found.Add("MockProvider__ApiKey has a character that cannot be in a header; letters, digits and punctuation are fine.");
        }

        return key;
    }

    private static TimeSpan ReadChunkDelay(string? delay, List<string> found)
    {
        if (string.IsNullOrWhiteSpace(delay))
        {
            return MockProviderOptions.DefaultChunkDelay;
        }

        if (!int.TryParse(delay, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds > LongestDelayMilliseconds)
        {
            found.Add($"MockProvider__ChunkDelayMilliseconds is '{delay}'; it takes a whole number from 0 to {LongestDelayMilliseconds}.");
        }

        return TimeSpan.FromMilliseconds(milliseconds);
    }

    private static int ReadCount(IConfiguration configuration, string key, int fallback, List<string> found)
    {
        if (configuration[key] is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return fallback;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
        {
            found.Add($"{key.Replace(":", "__", StringComparison.Ordinal)} is '{text}'; it takes a whole number from 1 to {int.MaxValue}.");
            return fallback;
        }

        return count;
    }
}

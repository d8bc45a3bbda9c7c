using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace MockProvider.Hosting;

/// <summary>Reads the options from the command line and the environment, and reports every fault at once.</summary>
internal static class MockProviderSettings
{
    private const string Section = "MockProvider";

    /// <param name="configuration">The environment.</param>
    /// <param name="url">The address on the command line, which goes before the environment.</param>
    /// <param name="loggers">Where the mock logs.</param>
    /// <param name="problems">A line for each setting that cannot be.</param>
    public static MockProviderOptions Read(IConfiguration configuration, string? url, ILoggerFactory loggers, out List<string> problems)
    {
        List<string> found = [];
        var address = Text(url ?? configuration["ASPNETCORE_URLS"]) ?? MockProviderOptions.DefaultUrl;
        var key = Text(configuration[$"{Section}:ApiKey"]) ?? MockProviderOptions.DefaultApiKey;
        try
        {
            ListenAddress.Parse(address);
        }
        catch (ArgumentException exception)
        {
            // Without the parameter name that ArgumentException appends.
            found.Add(exception.Message.Split(" (Parameter", 2)[0]);
        }

        if (key.Any(character => character is < '!' or > '~'))
        {
            found.Add("MockProvider__ApiKey has a character that cannot be in a header; letters, digits and punctuation are fine.");
        }

        var options = new MockProviderOptions
        {
            Url = address,
            ApiKey = key,
            ChunkDelay = TimeSpan.FromMilliseconds(
                Number("ChunkDelayMilliseconds", (int)MockProviderOptions.DefaultChunkDelay.TotalMilliseconds, 0, 60_000)),
            RequestsPerMinute = Number("RequestsPerMinute", MockProviderOptions.DefaultRequestsPerMinute, 1, int.MaxValue),
            TokensPerMinute = Number("TokensPerMinute", MockProviderOptions.DefaultTokensPerMinute, 1, int.MaxValue),
            MappingsPath = Text(configuration[$"{Section}:MappingsPath"]) ?? Path.Combine(AppContext.BaseDirectory, "mappings"),
            LoggerFactory = loggers,
        };
        problems = found;
        return options;

        int Number(string name, int fallback, int least, int most)
        {
            if (Text(configuration[$"{Section}:{name}"]) is not { } text)
            {
                return fallback;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            found.Add($"{Section}__{name} is '{text}'; it takes a whole number from {least} to {most}.");
            return fallback;
        }
    }

    private static string? Text(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting;
}

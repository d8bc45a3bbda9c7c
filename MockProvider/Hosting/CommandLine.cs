using System.Reflection;

namespace MockProvider.Hosting;

/// <summary>What the command line may say: an address, nothing more. Keys do not belong there, since <c>ps</c> shows them.</summary>
/// <param name="Url">The address asked for, or nothing.</param>
internal sealed record CommandLine(string? Url)
{
    public const int BadUsage = 2;

    private const string Usage = """
        MockProvider: a fake OpenAI on this machine.

          --urls URL    where to listen (default http://127.0.0.1:8792; port 0 means any free one)
          --help        this text
          --version     the version

        Environment: ASPNETCORE_URLS, MockProvider__ApiKey (default sk-mock-provider-key),
        MockProvider__ChunkDelayMilliseconds (default 25), MockProvider__RequestsPerMinute (default 30000),
        MockProvider__TokensPerMinute (default 150000000), MockProvider__MappingsPath (default mappings, beside the program).
        """;

    /// <summary>Reads the arguments. False means that the program is over, and <paramref name="exitCode"/> is its code.</summary>
    public static bool TryRead(string[] args, out CommandLine commandLine, out int exitCode)
    {
        commandLine = new CommandLine(Url: null);
        exitCode = 0;
        switch (args)
        {
            case []:
                return true;
            case ["--urls", var url]:
                commandLine = new CommandLine(url);
                return true;
            case [['-', '-', 'u', 'r', 'l', 's', '=', .. var url]]:
                commandLine = new CommandLine(url);
                return true;
            case ["--help" or "-h"]:
                Console.WriteLine(Usage);
                return false;
            case ["--version"]:
                Console.WriteLine($"MockProvider {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}");
                return false;
            default:
                Console.Error.WriteLine($"MockProvider: cannot make sense of '{string.Join(' ', args)}'; it takes --urls URL, --help or --version.");
                exitCode = BadUsage;
                return false;
        }
    }
}

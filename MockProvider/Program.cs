using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using MockProvider.Hosting;

namespace MockProvider;

/// <summary>The mock provider as a program: a fake OpenAI on this machine's loopback address.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (!CommandLine.TryRead(args, out var commandLine, out var exitCode))
        {
            return exitCode;
        }

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddEnvironmentVariables();
        builder.AddConsoleLog();
        builder.AddServiceDefaults();
        builder.AddServerSpans();

        using var host = builder.Build();
        return await host.RunMockProviderAsync(commandLine);
    }
}

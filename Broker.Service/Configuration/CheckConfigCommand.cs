namespace Broker.Service.Configuration;

/// <summary>The command <c>check-config FILE</c>: reads the configuration as a start would and prints the settings in effect.</summary>
internal static class CheckConfigCommand
{
    /// <summary>Prints the settings, or all problems to <paramref name="error"/>; returns the exit code.</summary>
    public static int Run(CommandLineResult.CheckConfig command, IProcessEnvironment environment, TextWriter output, TextWriter error)
    {
        switch (ConfigurationLoader.Load(command.ConfigPath, command.Urls, environment))
        {
            case ConfigurationResult.Failed failed:
                ProblemReport.Write(error, failed);
                return ExitCode.BadConfiguration;
            case ConfigurationResult.Loaded loaded:
                SettingsListing.Write(output, loaded);
                foreach (var warning in loaded.Warnings)
                {
                    error.WriteLine($"Warning: {warning}");
                }

                return ExitCode.Success;
            case var other:
                throw new InvalidOperationException($"No report for {other.GetType()}.");
        }
    }
}

using Broker.Service.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Service.Credentials;

/// <summary>The option <c>--try-secrets</c> of <c>check-config</c>: fetches each secret once, in the operator's own terminal.</summary>
internal static class TrySecretsCommand
{
    /// <summary>Checks the configuration and fetches the secrets; returns the exit code.</summary>
    public static int Run(CommandLineResult.CheckConfig command, IProcessEnvironment environment, TextWriter output, TextWriter error)
    {
        var code = CheckConfigCommand.Run(command, environment, output, error);
        if (code == ExitCode.Success && ConfigurationLoader.Load(command.ConfigPath, command.Urls, environment) is ConfigurationResult.Loaded { Settings: var settings })
        {
            var runner = new CommandRunner(TimeProvider.System);
            foreach (var upstream in settings.Upstreams)
            {
                var source = CredentialsExtensions.CreateSource(
                    settings, upstream.SecretSource, environment, runner, TimeProvider.System, NullLogger<FileSecretResolver>.Instance, showsErrors: true);
                code = Report(source.Label, source.ResolveAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult(), output, error) ? code : ExitCode.BadConfiguration;
            }
        }

        return code;
    }

    private static bool Report(string label, SecretResult result, TextWriter output, TextWriter error)
    {
        switch (result)
        {
            case SecretResult.Found { Secret: var secret }:
                output.WriteLine($"The secret of {label} was fetched: {secret.CountBytes()} characters, fingerprint {secret.CreateFingerprint()}.");
                secret.Dispose();
                return true;
            case SecretResult.Unavailable failed:
                error.WriteLine($"The secret could not be fetched: {failed.Detail}.");
                return false;
            default:
                output.WriteLine("There is no secret to fetch: secret_source is none.");
                return true;
        }
    }
}

using System.Reflection;
using Broker.Service;
using Broker.Service.Auditing.Verification;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Hosting;

// First of all: from here on, this process has no port through which its memory could be read.
var portWarning = DiagnosticsPort.Close(args);
switch (CommandLine.Parse(args))
{
    case CommandLineResult.Run run:
        return BrokerProcess.Run(run, portWarning);

    case CommandLineResult.CheckConfig { TriesSecrets: true } check:
        return StandardStreams.Run((output, error) => TrySecretsCommand.Run(check, ProcessEnvironment.Read(), output, error));

    case CommandLineResult.CheckConfig check:
        return StandardStreams.Run((output, error) => CheckConfigCommand.Run(check, ProcessEnvironment.Read(), output, error));

    case CommandLineResult.VerifyEvents verify:
        return StandardStreams.Run((output, error) => VerifyEventsCommand.Run(verify.EventsPath, output, error));

    case CommandLineResult.Help:
        return StandardStreams.Run((output, _) => Print(output, CommandLineHelp.Text));

    case CommandLineResult.Version:
        return StandardStreams.Run((output, _) => Print(
            output, Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion));

    case CommandLineResult.Invalid invalid:
        return StandardStreams.Run((_, error) =>
        {
            ProblemReport.Write(error, invalid);
            return ExitCode.BadConfiguration;
        });

    default:
        throw new InvalidOperationException("Every result of the command line has a case above.");
}

static int Print(TextWriter output, string? text)
{
    output.WriteLine(text);
    return ExitCode.Success;
}

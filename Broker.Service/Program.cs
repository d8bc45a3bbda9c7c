using System.Reflection;
using Broker.Service;
using Broker.Service.Auditing.Verification;
using Broker.Service.Configuration;
using Broker.Service.Credentials;

// First of all: from here on, this process has no port through which its memory could be read.
var portWarning = DiagnosticsPort.Close(args);
switch (CommandLine.Parse(args))
{
    case CommandLineResult.Run run:
        return BrokerProcess.Run(run, portWarning);

    case CommandLineResult.CheckConfig check:
        return CheckConfigCommand.Run(check, ProcessEnvironment.Read(), Console.Out, Console.Error);

    case CommandLineResult.VerifyEvents verify:
        return VerifyEventsCommand.Run(verify.EventsPath, Console.Out, Console.Error);

    case CommandLineResult.Help:
        Console.WriteLine(CommandLineHelp.Text);
        return ExitCode.Success;

    case CommandLineResult.Version:
        Console.WriteLine(Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
        return ExitCode.Success;

    case CommandLineResult.Invalid invalid:
        ProblemReport.Write(Console.Error, invalid);
        return ExitCode.BadConfiguration;

    default:
        throw new InvalidOperationException("Every result of the command line has a case above.");
}

using System.Reflection;
using Broker.Service;
using Broker.Service.Auditing.Verification;
using Broker.Service.Configuration;

switch (CommandLine.Parse(args))
{
    case CommandLineResult.Run run:
        return BrokerProcess.Run(run.ConfigPath, run.Urls);

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

using System.CommandLine;
using Broker.Soak;
using Broker.Wire;

var minutes = new Option<double>("--minutes") { Description = "How long it takes, 0.5 to 120.", DefaultValueFactory = _ => 10 };
var rate = new Option<int>("--rate") { Description = "How many requests a second it tries to send, 1 to 2000.", DefaultValueFactory = _ => 120 };
minutes.Require(value => value is >= 0.5 and <= 120, "--minutes takes a number from 0.5 to 120.");
rate.Require(value => value is >= 1 and <= 2000, "--rate takes a number from 1 to 2000.");

var command = new RootCommand("Puts a broker under load, with an upstream that fails, and says how it held out. The exit code is 0 when it did.") { minutes, rate };
command.SetAction(async (line, cancellationToken) =>
{
    var report = await SoakRun.RunAsync(new SoakArguments(TimeSpan.FromMinutes(line.GetValue(minutes)), line.GetValue(rate)), cancellationToken);
    Console.WriteLine(report.Text);
    return report.IsGood ? 0 : 1;
});
var parsed = command.Parse(args);
// A run that is ended early rests and reports all the same.
var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
return parsed.Errors.Count > 0 ? 2 : code;

using System.CommandLine;
using Broker.Bench;
using Broker.Bench.Arguments;
using Broker.Bench.Stub;

var port = new Argument<int>("port") { Description = "Where it listens; 0 takes any free port." };
var stub = new Command("stub", "Runs the stub upstream by itself, until standard input ends.") { port };
stub.SetAction((line, _) => StubProgram.RunAsync(line.GetValue(port)));
var guard = new Command("guard", "Fails when a forwarded request costs more than it should: a check for machines that test each change.");
guard.SetAction((_, cancellationToken) => CostGuard.RunAsync(cancellationToken));
var bench = new BenchCommand { stub, guard };
bench.SetAction(async (line, cancellationToken) =>
{
    await BenchRun.RunAsync(bench.Read(line), cancellationToken);
    return 0;
});

var parsed = bench.Parse(args);
try
{
    // A cancelled run ends its children before it ends itself.
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
    return parsed.Errors.Count > 0 ? 2 : code;
}
catch (BenchException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped; nothing was written.");
    return 130;
}

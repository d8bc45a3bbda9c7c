using Broker.Bench;
using Broker.Bench.Arguments;
using Broker.Bench.Processes;
using Broker.Bench.Stub;

if (args is ["stub", var port])
{
    return await StubProgram.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
}

if (args is ["--help" or "-h"])
{
    Console.WriteLine(BenchCommandLine.Help);
    return 0;
}

var (options, problem) = BenchCommandLine.Parse(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

using var stop = new StopSignals();
try
{
    await BenchRun.RunAsync(options, stop.Token);
    return 0;
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

using Broker.Soak;

if (SoakArguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(SoakArguments.Help);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var report = await SoakRun.RunAsync(arguments, stop.Token);
Console.WriteLine(report.Text);
return report.IsGood ? 0 : 1;

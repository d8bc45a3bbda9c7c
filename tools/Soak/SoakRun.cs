namespace Broker.Soak;

/// <summary>One run from start to verdict: upstream, broker, load, samples.</summary>
internal static class SoakRun
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(2);

    // The broker keeps an idle connection to a plain upstream for two seconds, and the pool is cleaned now and then.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>Runs it; everything that it starts is gone when it returns.</summary>
    public static async Task<SoakReport> RunAsync(SoakArguments arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("broker-soak-");
        try
        {
            var key = new RotatingKey(Path.Combine(folder.FullName, "key.txt"));
            await using var upstream = await UnreliableUpstream.StartAsync(key);
            await using var broker = await SoakedBroker.StartAsync(folder.FullName, upstream.Url, key.Path, cancellationToken);
            using var load = new Load(broker.Url, arguments.Rate);
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            time.CancelAfter(arguments.Duration);
            Console.WriteLine($"Broker {broker.Id} on {broker.Url} takes {arguments.Rate} requests a second for {arguments.Duration.TotalMinutes:0.#} minutes. Ctrl+C ends it early.");

            var samples = SampleAsync(broker, arguments.Duration, time.Token);
            var disturbances = new Disturbances(broker);
            await Task.WhenAll(load.RunAsync(time.Token), key.RotateAsync(time.Token), disturbances.RunAsync(time.Token));
            var taken = await samples;

            // The hosts are gone; what they left behind must go by itself.
            load.CloseConnections();
            await Task.Delay(Rest, CancellationToken.None);
            var atRest = ProcessSample.Take(broker.Id);
            var answers = await load.IsAnsweredAsync();
            var events = broker.CountEvents();
            var exitCode = await broker.StopAsync();
            return new SoakReport(arguments, load.Outcomes, key.Rotations, disturbances, taken, atRest, events, answers, exitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<ProcessSample>> SampleAsync(SoakedBroker broker, TimeSpan duration, CancellationToken cancellationToken)
    {
        var samples = new List<ProcessSample>();
        using var timer = new PeriodicTimer(SampleEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                samples.Add(ProcessSample.Take(broker.Id));
                if (!Console.IsOutputRedirected)
                {
                    Console.Write($"\r{(samples.Count * SampleEvery).TotalMinutes:0.0} of {duration.TotalMinutes:0.#} minutes ");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up.
        }

        return samples;
    }
}

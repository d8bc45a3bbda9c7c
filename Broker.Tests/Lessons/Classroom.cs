using Broker.Lessons;
using Broker.Lessons.Checks;
using Broker.Lessons.Running;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Lessons;

/// <summary>What a learner has after a lesson: a running broker, a mock, an event log. A check is run against it.</summary>
internal sealed class Classroom : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Classroom()
    {
        Stage = Stage.Find(AppContext.BaseDirectory)! with
        {
            // Nobody listens there, unless a test says otherwise.
            Broker = new Uri("http://127.0.0.1:1"),
            Mock = new Uri("http://127.0.0.1:1"),
            EventsFile = _folder.File("events.jsonl"),
            StartBroker = StartAsync,
        };
    }

    /// <summary>Where the check looks.</summary>
    public Stage Stage { get; set; }

    public string Folder => _folder.Path;

    /// <summary>Starts the broker that the learner would start, and lets the check look at it.</summary>
    public async Task<IBroker> StartBrokerAsync(BrokerSettings settings)
    {
        var broker = await StartAsync(settings, Patience.Token);
        Stage = Stage with { Broker = broker.Url };
        return broker;
    }

    /// <summary>Writes events as a broker would have a moment ago.</summary>
    /// <param name="events">The ends of the lines: everything after the time.</param>
    public void Log(params string[] events) => Log(TimeSpan.Zero, events);

    /// <summary>Writes events of some time ago.</summary>
    public void Log(TimeSpan age, params string[] events)
    {
        var time = (TimeProvider.System.GetUtcNow() - age).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        File.AppendAllLines(Stage.EventsFile!, events.Select(line => $$"""{"time":"{{time}}","kind":"request",{{line}}}"""));
    }

    /// <summary>Runs a lesson's check.</summary>
    /// <returns>Whether it passed, and what it printed.</returns>
    public async Task<(bool Passed, string Printed)> CheckAsync(int lesson)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var passed = await LessonRun.RunAsync(LessonCheck.All.Single(check => check.Number == lesson), Stage, output, Patience.Token);
        return (passed, output.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private static Task<IBroker> StartAsync(BrokerSettings settings, CancellationToken cancellationToken) =>
        BrokerProcess.StartAsync(settings, errors => LeakOracle.OfThisRun.See("output of a broker", errors), cancellationToken);
}

using System.Diagnostics;
using Broker.AppHost.Embedded.Dashboard;
using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.Tests.Dashboard;

/// <summary>Resources for tests, whose commands are counted.</summary>
internal sealed class FakeResources : IResourceSource
{
    /// <summary>A name that would be markup if anybody let it.</summary>
    public const string Nasty = "<script>alert('x')</script>";

    private readonly List<string> _executed = [];

    private IReadOnlyList<ResourceView> _resources =
    [
        new(
            "broker",
            "Project",
            "Running",
            "Healthy",
            ["http://127.0.0.1:4321"],
            [new("OPENAI_API_KEY", "***"), new("NASTY", Nasty)],
            [new("dry-run", "Dry run", "Sends a dry-run request."), new("throw", "Throw", null)],
            LifecycleActions.Stop | LifecycleActions.Restart),
        new("odd name/" + Nasty, "Project", "Exited (1)", null, ["javascript:alert(1)"], [], [], LifecycleActions.Start),
        new("provider-key", "Parameter", "", null, [], [], [], Parameter: new("***", "Parameters:provider-key in the settings")),
    ];

    public event Action? Changed;

    /// <summary>Whether asking for them fails.</summary>
    public bool Broken { get; set; }

    public IReadOnlyList<ResourceView> Resources
    {
        get => Broken ? throw new InvalidOperationException("secret detail") : _resources;
        set
        {
            _resources = value;
            Changed?.Invoke();
        }
    }

    public IReadOnlyList<string> Executed
    {
        get
        {
            lock (_executed)
            {
                return [.. _executed];
            }
        }
    }

    /// <summary>The header by which the last command named its cause.</summary>
    public string? TraceParent { get; private set; }

    public ConsoleStore Console { get; } = new(TimeProvider.System, capacity: 50);

    public Task<LifecycleAnswer> ChangeAsync(string resource, LifecycleActions action, CancellationToken cancellationToken)
    {
        if (Resources.FirstOrDefault(view => view.Name == resource) is not { Parameter: null } view)
        {
            return Task.FromResult(LifecycleAnswer.NotFound);
        }

        if ((view.Actions & action) == 0)
        {
            return Task.FromResult(LifecycleAnswer.NotNow);
        }

        var stopped = action is LifecycleActions.Stop;
        Resources = [.. Resources.Select(item => item.Name == resource ? item with { State = stopped ? "Stopped" : "Running", Actions = stopped ? LifecycleActions.Start : LifecycleActions.Stop } : item)];
        return Task.FromResult(LifecycleAnswer.Done);
    }

    public Task<CommandOutcome?> ExecuteAsync(string resource, string command, CancellationToken cancellationToken)
    {
        lock (_executed)
        {
            _executed.Add($"{resource}/{command}");
        }

        TraceParent = Activity.Current?.Id;

        return command == "throw"
            ? throw new InvalidOperationException("secret detail")
            : Task.FromResult<CommandOutcome?>(new(true, $"HTTP 200\n{Nasty}"));
    }
}

using Broker.AppHost.Embedded.Dashboard;

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
            [new("dry-run", "Dry run", "Sends a dry-run request."), new("throw", "Throw", null)]),
        new("odd name/" + Nasty, "Project", "Exited (1)", null, ["javascript:alert(1)"], [], []),
    ];

    public event Action? Changed;

    public IReadOnlyList<ResourceView> Resources
    {
        get => _resources;
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

    public Task<CommandOutcome?> ExecuteAsync(string resource, string command, CancellationToken cancellationToken)
    {
        lock (_executed)
        {
            _executed.Add($"{resource}/{command}");
        }

        return command == "throw"
            ? throw new InvalidOperationException("secret detail")
            : Task.FromResult<CommandOutcome?>(new(true, $"HTTP 200\n{Nasty}"));
    }
}

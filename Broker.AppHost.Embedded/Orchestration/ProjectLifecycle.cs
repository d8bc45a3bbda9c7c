using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Dashboard;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>
/// The lives of one project, one after the other: the first begins by itself, unless the app model wants it to be asked for, the
/// others when somebody asks.
/// </summary>
internal sealed class ProjectLifecycle
{
    private readonly Lock _gate = new();
    private readonly ProjectRunner _runner;
    private ProjectLife _life = new();
    private TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Prepares the first life.</summary>
    /// <param name="runner">Lives each of them.</param>
    public ProjectLifecycle(ProjectRunner runner)
    {
        _runner = runner;
        if (runner.Project.Annotations.OfType<ExplicitStartAnnotation>().Any())
        {
            _life.MarkOver();
            runner.Status.State = "Not started";
        }
    }

    /// <summary>What makes sense in the state it is in.</summary>
    public LifecycleActions Actions
    {
        get
        {
            lock (_gate)
            {
                // Between the words and the end of a life lies a moment in which neither makes sense.
                return _life.IsOver
                    ? LifecycleActions.Start
                    : _life.IsEnding || _runner.State is "Stopping" ? LifecycleActions.None
                    : _runner.State is "Running" ? LifecycleActions.Stop | LifecycleActions.Restart
                    : LifecycleActions.Stop;
            }
        }
    }

    /// <summary>Lives until the application ends.</summary>
    /// <param name="others">The runners of all projects, by name.</param>
    /// <param name="stop">Ends the application.</param>
    /// <param name="hurry">Ends it at once.</param>
    public async Task RunAsync(IReadOnlyDictionary<string, ProjectRunner> others, CancellationToken stop, CancellationToken hurry)
    {
        while (true)
        {
            // Both at once: a wish that comes while this life ends is for the next.
            var (life, wanted) = Current();
            if (!life.IsOver)
            {
                using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
                life.Begin(() => _ = end.CancelAsync());
                await _runner.RunAsync(others, end.Token, hurry);
                life.MarkOver();
            }

            _runner.Status.Tell();
            try
            {
                await wanted.WaitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Starts, stops or restarts.</summary>
    /// <param name="action">One of them.</param>
    /// <param name="cancellationToken">Cancels the wait for an end, not the end.</param>
    public async Task<LifecycleAnswer> ChangeAsync(LifecycleActions action, CancellationToken cancellationToken)
    {
        if ((Actions & action) == 0)
        {
            return LifecycleAnswer.NotNow;
        }

        if (action is not LifecycleActions.Start)
        {
            await EndAsync(cancellationToken);
        }

        return action is LifecycleActions.Stop || TryStart() ? LifecycleAnswer.Done : LifecycleAnswer.NotNow;
    }

    private (ProjectLife Life, Task Wanted) Current()
    {
        lock (_gate)
        {
            return (_life, _wanted.Task);
        }
    }

    private Task EndAsync(CancellationToken cancellationToken)
    {
        var (life, _) = Current();
        life.AskToEnd();
        _runner.Status.Tell();
        return life.Over.WaitAsync(cancellationToken);
    }

    private bool TryStart()
    {
        TaskCompletionSource wanted;
        lock (_gate)
        {
            if (!_life.IsOver)
            {
                return false;
            }

            _life = new();
            (wanted, _wanted) = (_wanted, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        wanted.SetResult();
        return true;
    }
}

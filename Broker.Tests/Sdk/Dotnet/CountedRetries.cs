using System.ClientModel.Primitives;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>The SDK's own decisions to try again; only the waiting is left out, and counted.</summary>
internal sealed class CountedRetries(int most) : ClientRetryPolicy(most)
{
    private readonly List<TimeSpan> _waits = [];

    /// <summary>How long the SDK would have waited before each further try.</summary>
    public IReadOnlyList<TimeSpan> Waits => _waits;

    protected override Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _waits.Add(time);
        return Task.CompletedTask;
    }
}

namespace Broker.Lessons.Running;

/// <summary>A broker that a check started; it ends when disposed.</summary>
internal interface IBroker : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    Uri Url { get; }
}

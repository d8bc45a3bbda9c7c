using Microsoft.Extensions.Logging;

namespace Broker.Tests.Infrastructure;

/// <summary>A log that a test can read.</summary>
/// <typeparam name="T">Whose log it is.</typeparam>
internal sealed class ListLogger<T> : ILogger<T>
{
    /// <summary>What was logged, as it would be printed.</summary>
    public List<string> Lines { get; } = [];

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add(formatter(state, exception) + exception);
}

using Broker.Service.Credentials;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.Credentials;

/// <summary>A log that a test can read.</summary>
internal sealed class ListLogger : ILogger<SecretFetcher>
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

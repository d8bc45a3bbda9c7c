using Broker.Tests.Leaks;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.Infrastructure;

/// <summary>Takes every log line, as the console of a real broker does, and prints none. Where nobody takes them the server begins no trace.</summary>
internal sealed class SilentLogs : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        // Formatting is what finds a template that does not fit its values.
        LeakOracle.OfThisRun.See("log", $"{formatter(state, exception)} {exception?.ToString()}");

    public void Dispose()
    {
    }
}

using Broker.Service.Configuration;
using Broker.Service.Dialects;
using Broker.Service.Errors;
using Microsoft.AspNetCore.Connections;

namespace Broker.Service.Requests;

/// <summary>Result of a request. Immutable.</summary>
internal sealed record Outcome : IDisposable
{
    /// <summary>Why the request failed; null if it did not.</summary>
    public BrokerError? Error { get; init; }

    /// <summary>Mode of the broker; null unless the request passed the last check.</summary>
    public BrokerMode? Mode { get; init; }

    /// <summary>The broker's own answer; null if the upstream's is relayed, or the host is gone.</summary>
    public BrokerAnswer? Answer { get; init; }

    /// <summary>True if the connection must be aborted, so that the answer does not look complete.</summary>
    public bool MustAbort { get; init; }

    /// <summary>The last bytes of the upstream's answer, which are sent after the event is written.</summary>
    public ReadOnlyMemory<byte> LastBytes { get; init; }

    /// <summary>Owns the memory of <see cref="LastBytes"/>.</summary>
    public IDisposable? Memory { get; init; }

    /// <summary>Body bytes of the answer, including the last ones.</summary>
    public long BytesOut { get; init; }

    /// <summary>Time from the start of the request to the first byte of the upstream's body; null if there was none.</summary>
    public TimeSpan? TimeToFirstByte { get; init; }

    /// <summary>How often the key was found in the upstream's answer and masked.</summary>
    public long Masked { get; init; }

    /// <summary>Facts of the upstream's answer.</summary>
    public AnswerFacts Facts { get; init; } = AnswerFacts.None;

    /// <summary>Exception of a fault of the broker, for its log; null otherwise.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The broker answers; the answer is sent after the event is written.</summary>
    public static Outcome Answered(BrokerAnswer answer) => new() { Answer = answer, BytesOut = answer.Body.Length };

    /// <summary>The broker refuses the request.</summary>
    /// <param name="answer">The answer; null for the standard answer of <paramref name="error"/>.</param>
    public static Outcome Refused(BrokerError error, BrokerAnswer? answer = null) =>
        Answered(answer ?? BrokerAnswer.For(error)) with { Error = error };

    /// <summary>The request is malformed. Refused like the HTTP server refuses: by a status, with an empty body.</summary>
    public static Outcome Malformed(int status) => Refused(
        BrokerError.BadRequest,
        new BrokerAnswer(status, default) { Error = BrokerError.BadRequest, Headers = [new("Connection", "close")] });

    /// <summary>The request ends after its answer has started, or without a host to answer.</summary>
    public static Outcome Aborted(BrokerError error) => new() { Error = error, MustAbort = true };

    /// <summary>Returns the outcome of a request that an exception ended.</summary>
    public static Outcome FromException(HttpContext context, Exception failure) => failure switch
    {
        BadHttpRequestException { StatusCode: var status } => Malformed(status),
        _ when IsHostGone(context, failure) => Aborted(BrokerError.ClientDisconnected),
        _ when context.Response.HasStarted => Aborted(BrokerError.InternalError) with { Fault = failure },
        _ => Refused(BrokerError.InternalError) with { Fault = failure },
    };

    /// <summary>Sends what was held back until the event was written: the last bytes, or the broker's own answer.</summary>
    public Task ReleaseAsync(HttpContext context) => this switch
    {
        { Answer: { } answer } => answer.SendAsync(context),
        { LastBytes.IsEmpty: false } => context.Response.Body.WriteAsync(LastBytes, context.RequestAborted).AsTask(),
        _ => Task.CompletedTask,
    };

    public void Dispose() => Memory?.Dispose();

    // During a read of the body, the reset of the connection can precede the cancellation of RequestAborted.
    private static bool IsHostGone(HttpContext context, Exception failure) =>
        failure is ConnectionResetException or ConnectionAbortedException
        || (failure is OperationCanceledException or IOException or HttpRequestException && context.RequestAborted.IsCancellationRequested);
}

using Broker.Service.Configuration;
using Broker.Service.Dialects;
using Broker.Service.Errors;
using Microsoft.AspNetCore.Connections;

namespace Broker.Service.Requests;

/// <summary>What came of a request. Made by whoever answers it, and never changed after that.</summary>
internal sealed record Outcome : IDisposable
{
    /// <summary>Why the request failed; null if it did not.</summary>
    public BrokerError? Error { get; init; }

    /// <summary>What was done with the request; null unless it got past the last check.</summary>
    public BrokerMode? Mode { get; init; }

    /// <summary>The broker's own answer; null where the upstream's is passed on, or nobody is left to answer.</summary>
    public BrokerAnswer? Answer { get; init; }

    /// <summary>True if the connection must end without the answer looking complete.</summary>
    public bool MustAbort { get; init; }

    /// <summary>The last bytes of the upstream's answer, which wait for the event.</summary>
    public ReadOnlyMemory<byte> LastBytes { get; init; }

    /// <summary>The memory that <see cref="LastBytes"/> lie in.</summary>
    public IDisposable? Memory { get; init; }

    /// <summary>Body bytes of the answer, the last ones included.</summary>
    public long BytesOut { get; init; }

    /// <summary>Time from the start to the first byte of the upstream's body; null if there was none.</summary>
    public TimeSpan? TimeToFirstByte { get; init; }

    /// <summary>How often the key stood in the upstream's answer and was masked.</summary>
    public long Masked { get; init; }

    /// <summary>What the upstream's answer says about itself.</summary>
    public AnswerFacts Facts { get; init; } = AnswerFacts.None;

    /// <summary>A fault of the broker's own, for its log; null for everything else.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The broker answers.</summary>
    /// <param name="answer">What the host gets once the event is written.</param>
    public static Outcome Answered(BrokerAnswer answer) => new() { Answer = answer, BytesOut = answer.Body.Length };

    /// <summary>The broker answers that the request failed.</summary>
    /// <param name="error">Why.</param>
    /// <param name="answer">The answer; null for the plain one of <paramref name="error"/>.</param>
    public static Outcome Refused(BrokerError error, BrokerAnswer? answer = null) =>
        Answered(answer ?? BrokerAnswer.For(error)) with { Error = error };

    /// <summary>The request is malformed. It is refused as the HTTP server itself does: by a status, with an empty body.</summary>
    /// <param name="status">The status.</param>
    public static Outcome Malformed(int status) => Refused(
        BrokerError.BadRequest,
        new BrokerAnswer(status, default) { Error = BrokerError.BadRequest, Headers = [new("Connection", "close")] });

    /// <summary>The request ends after its answer has begun, or when nobody is left to answer.</summary>
    /// <param name="error">Why.</param>
    public static Outcome Aborted(BrokerError error) => new() { Error = error, MustAbort = true };

    /// <summary>What comes of an exception that ended the work on a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failure">The exception.</param>
    public static Outcome FromException(HttpContext context, Exception failure) => failure switch
    {
        BadHttpRequestException { StatusCode: var status } => Malformed(status),
        _ when IsHostGone(context, failure) => Aborted(BrokerError.ClientDisconnected),
        _ when context.Response.HasStarted => Aborted(BrokerError.InternalError) with { Fault = failure },
        _ => Refused(BrokerError.InternalError) with { Fault = failure },
    };

    /// <summary>Sends what waited for the event: the last bytes, or the broker's own answer.</summary>
    /// <param name="context">The request.</param>
    public Task ReleaseAsync(HttpContext context) => this switch
    {
        { Answer: { } answer } => answer.SendAsync(context),
        { LastBytes.IsEmpty: false } => context.Response.Body.WriteAsync(LastBytes, context.RequestAborted).AsTask(),
        _ => Task.CompletedTask,
    };

    /// <inheritdoc/>
    public void Dispose() => Memory?.Dispose();

    // While a body is read, the connection's reset can be seen before the request counts as aborted.
    private static bool IsHostGone(HttpContext context, Exception failure) =>
        failure is ConnectionResetException or ConnectionAbortedException
        || (failure is OperationCanceledException or IOException or HttpRequestException && context.RequestAborted.IsCancellationRequested);
}

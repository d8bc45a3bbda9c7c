using Broker.Service.Authorization;
using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Telemetry.GenAI;

namespace Broker.Service.Auditing;

/// <summary>
/// What is known about one request so far. A feature of the request: every step reads from it what earlier steps found, and
/// the outermost one makes the event of it.
/// </summary>
/// <param name="method">HTTP method as it came.</param>
/// <param name="rawTarget">Request target as it came.</param>
/// <param name="startTimestamp">When the request began, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
/// <param name="traceId">The trace that it belongs to, if any.</param>
internal sealed class Exchange(string method, string rawTarget, long startTimestamp, string? traceId = null) : IDisposable
{
    /// <summary>HTTP method as it came.</summary>
    public string Method { get; } = method;

    /// <summary>Request target as it came: what checks compare, and what must never be printed.</summary>
    public string RawTarget { get; } = rawTarget;

    /// <summary>The path for events, logs, spans and answers.</summary>
    public string Path { get; } = PrintablePath.From(rawTarget);

    /// <summary>When the request began.</summary>
    public long StartTimestamp { get; } = startTimestamp;

    /// <summary>Whether it was a GET that the broker answered itself: about its own state, or that there is nothing.</summary>
    public bool IsHealth { get; set; }

    /// <summary>Whether it is an orchestrator's probe, which leaves no event.</summary>
    public bool IsProbe { get; set; }

    /// <summary>Whether it asks to become a WebSocket.</summary>
    public bool IsUpgrade { get; set; }

    /// <summary>The route that allowed it; null until one did.</summary>
    public Route? Allowed { get; set; }

    /// <summary>The body, once it was read.</summary>
    public RequestBody? Body { get; set; }

    /// <summary>The model it names, if it names one that can be printed.</summary>
    public string? Model { get; set; }

    /// <summary>What telemetry knows of the model call; null for a path that is none, and until it is forwarded.</summary>
    public GenAICall? Call { get; set; }

    /// <summary>What was done with it; null unless it passed every check.</summary>
    public BrokerMode? Mode { get; set; }

    /// <summary>Why it failed; null while it has not.</summary>
    public BrokerError? Error { get; private set; }

    /// <summary>The broker's own answer, to be sent once the event is written; null where the upstream's is passed on.</summary>
    public BrokerAnswer? Answer { get; private set; }

    /// <summary>The last bytes of the upstream's answer, which wait for the event.</summary>
    public ReadOnlyMemory<byte> HeldBytes { get; set; }

    /// <summary>Whose memory they lie in; given back with the request.</summary>
    public IDisposable? HeldIn { get; set; }

    /// <summary>Whether the connection must end without the answer looking complete.</summary>
    public bool MustAbort { get; private set; }

    /// <summary>Body bytes sent to the host, held ones included.</summary>
    public long BytesOut { get; set; }

    /// <summary>Time from the start to the first byte of the upstream's body; null when there was none.</summary>
    public TimeSpan? TimeToFirstByte { get; set; }

    /// <summary>How often the key stood in the upstream's answer and was masked.</summary>
    public long Masked { get; set; }

    /// <summary>Trace this request belongs to, if it is traced.</summary>
    public string? TraceId { get; } = traceId;

    /// <summary>Whether it needs no further step: it has its answer, or is none of the broker's.</summary>
    public bool IsSettled => Answer is not null || IsProbe;

    /// <summary>Answers the request.</summary>
    /// <param name="answer">The answer; it is sent once its event is written.</param>
    public void Reply(BrokerAnswer answer)
    {
        Answer = answer;
        BytesOut = answer.Body.Length;
    }

    /// <summary>Ends the request with an answer that says why.</summary>
    /// <param name="error">Why.</param>
    /// <param name="answer">The answer, where the plain one for <paramref name="error"/> does not do.</param>
    public void Refuse(BrokerError error, BrokerAnswer? answer = null)
    {
        Error = error;
        Reply(answer ?? BrokerAnswer.For(error));
    }

    /// <summary>Ends the request after its answer has begun, or when nobody is left to answer: the connection is aborted.</summary>
    /// <param name="error">Why.</param>
    public void Abort(BrokerError error)
    {
        Error = error;
        MustAbort = true;
    }

    /// <summary>Ends the request as the HTTP server itself refuses: by its status, with an empty body.</summary>
    /// <param name="status">The server's status.</param>
    public void RefuseAsServer(int status)
    {
        Error = BrokerError.BadRequest;
        Reply(new BrokerAnswer(status, default) { Headers = [new("Connection", "close")] });
    }

    /// <summary>Gives back what memory it has; the request is over.</summary>
    public void Dispose()
    {
        Body?.Dispose();
        HeldIn?.Dispose();
    }
}

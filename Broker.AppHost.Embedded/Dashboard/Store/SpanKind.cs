namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>What a span is to its neighbours; the numbers are OTLP's.</summary>
internal enum SpanKind
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Work inside one process.</summary>
    Internal = 1,

    /// <summary>Answers a request from elsewhere.</summary>
    Server = 2,

    /// <summary>Waits for an answer from elsewhere.</summary>
    Client = 3,

    /// <summary>Hands a message over.</summary>
    Producer = 4,

    /// <summary>Takes a message in.</summary>
    Consumer = 5,
}

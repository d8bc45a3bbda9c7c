using System.Text.Json.Serialization;

namespace MockProvider.Responses;

/// <summary>One event of a response's stream; its type is told twice, in the event line and here.</summary>
[JsonDerivedType(typeof(ResponseStateEvent))]
[JsonDerivedType(typeof(OutputItemEvent))]
[JsonDerivedType(typeof(ContentPartEvent))]
[JsonDerivedType(typeof(OutputTextDeltaEvent))]
[JsonDerivedType(typeof(OutputTextDoneEvent))]
[JsonDerivedType(typeof(ArgumentsDeltaEvent))]
[JsonDerivedType(typeof(ArgumentsDoneEvent))]
internal abstract record ResponseEvent(
    [property: JsonPropertyOrder(-2)] string Type,
    [property: JsonPropertyOrder(-1)] int SequenceNumber);

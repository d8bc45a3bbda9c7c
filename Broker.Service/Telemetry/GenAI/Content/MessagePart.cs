namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>A part of a message.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says; of a call, the arguments as JSON.</param>
/// <param name="Id">Id of the call that it is or answers.</param>
/// <param name="Name">Name of the tool, or the modality.</param>
internal sealed record MessagePart(PartKind Kind, string Text, string? Id = null, string? Name = null);

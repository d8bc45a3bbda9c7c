using System.Text.Json.Serialization;

namespace MockProvider.Chat;

/// <summary>The addition itself: who speaks, then words or pieces of calls, then nothing more.</summary>
[JsonDerivedType(typeof(RoleDelta))]
[JsonDerivedType(typeof(ContentDelta))]
[JsonDerivedType(typeof(ToolCallsDelta))]
[JsonDerivedType(typeof(EndDelta))]
internal abstract record ChatDelta;

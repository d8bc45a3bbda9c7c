using System.Text.Json.Serialization;

namespace MockProvider.Chat;

/// <summary>The addition itself: who speaks, then words, then nothing more.</summary>
[JsonDerivedType(typeof(RoleDelta))]
[JsonDerivedType(typeof(ContentDelta))]
[JsonDerivedType(typeof(EndDelta))]
internal abstract record ChatDelta;

using System.Text.Json;

namespace MockProvider.Responses;

/// <summary>What the text was to be.</summary>
internal sealed record TextSettings(JsonElement Format, string Verbosity);

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MockProvider.Schemas;

/// <summary>How pieces of a schema are turned into elements.</summary>
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class SchemaJson : JsonSerializerContext;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MockProvider.Verdicts;

namespace MockProvider.Control;

/// <summary>JSON of the mock's own interface, indented for people; what does not apply is left out.</summary>
[JsonSerializable(typeof(FaultsView))]
[JsonSerializable(typeof(VerdictList))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    public static readonly ControlJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    });
}

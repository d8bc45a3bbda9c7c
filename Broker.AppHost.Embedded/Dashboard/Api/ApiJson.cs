using System.Text.Json;
using System.Text.Json.Serialization;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>How the API writes JSON: camelCase, enums in words, numbers that JSON has not as strings.</summary>
internal static class ApiJson
{
    /// <summary>The one set of options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}

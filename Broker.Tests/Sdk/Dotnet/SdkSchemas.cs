using System.Text.Json;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>The one schema that tools and structured output are asked for, and what an instance of it is.</summary>
internal static class SdkSchemas
{
    public const string City = """
        {
          "type": "object",
          "properties": { "city": { "type": "string" }, "unit": { "type": "string", "enum": ["celsius", "fahrenheit"] } },
          "required": ["city", "unit"],
          "additionalProperties": false
        }
        """;

    public static void AssertCity(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(["city", "unit"], document.RootElement.EnumerateObject().Select(property => property.Name).Order());
        Assert.Equal(JsonValueKind.String, document.RootElement.GetProperty("city").ValueKind);
        Assert.Contains(document.RootElement.GetProperty("unit").GetString(), (string[])["celsius", "fahrenheit"]);
    }
}

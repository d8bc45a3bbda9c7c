extern alias judge;
using System.Text.Json.Nodes;
using judge::Json.Schema;
using MockProvider.Schemas;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>What the mock makes for a schema, judged by a library that knows nothing of the mock.</summary>
public class SchemaInstanceTests
{
    private static readonly EvaluationOptions Judge = new() { RequireFormatValidation = true };

    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"},"celsius":{"type":"boolean"},"p":{"type":"number"},"z":{"type":"null"}},"required":["city"]}""")]
    [InlineData("""{"type":"object","properties":{"unit":{"type":"string","enum":["c","f"]},"kind":{"const":{"a":[1]}},"n":{"enum":[null,1]}},"required":["unit","kind","n"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":["null","string"]},"b":{"anyOf":[{"type":"null"},{"type":"integer","minimum":5}]},"c":{"oneOf":[{"type":"string","maxLength":2},{"type":"integer"}]}},"required":["a","b","c"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}},"b":{"type":"array","items":{"type":"integer","minimum":10},"minItems":3,"uniqueItems":true},"c":{"type":"array","items":{"type":"string"},"maxItems":0}},"required":["a","b","c"]}""")]
    [InlineData("""{"type":"object","properties":{"pair":{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}},"required":["pair"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","minLength":30},"b":{"type":"string","maxLength":1},"c":{"type":"string","minLength":2,"maxLength":2},"😀":{"type":"string","maxLength":6}},"required":["a","b","c","😀"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991},"b":{"type":"integer","exclusiveMinimum":41,"exclusiveMaximum":43},"c":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.1},"d":{"type":"integer","multipleOf":7,"minimum":20},"e":{"type":"number","maximum":-3.5},"f":{"type":"number","multipleOf":0.25}},"required":["a","b","c","d","e","f"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","format":"date-time"},"b":{"type":"string","format":"date"},"c":{"type":"string","format":"time"},"d":{"type":"string","format":"duration"},"e":{"type":"string","format":"email"},"f":{"type":"string","format":"hostname"},"g":{"type":"string","format":"ipv4"},"h":{"type":"string","format":"ipv6"},"i":{"type":"string","format":"uuid"},"j":{"type":"string","format":"uri"}},"required":["a","b","c","d","e","f","g","h","i","j"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","pattern":"^[A-Z]{2}-\\d{3,}$"},"b":{"type":"string","pattern":"^(?:yes|no)+?$"},"c":{"type":"string","pattern":"^[^x]\\.?[a-z_]*$","minLength":5},"d":{"type":"string","pattern":"^@[a-zA-Z0-9_]+$"}},"required":["a","b","c","d"]}""")]
    [InlineData("""{"type":"object","properties":{"value":{"type":"integer"},"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["value","next"],"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"tree":{"$ref":"#/$defs/node"}},"required":["tree"],"$defs":{"node":{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/node"}}},"required":["name","children"]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/definitions/x~1y"}},"required":["a"],"definitions":{"x/y":{"type":"integer","minimum":3}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"allOf":[{"$ref":"#/$defs/base"},{"type":"object","properties":{"y":{"type":"string"}},"required":["y"]}]}},"required":["a"],"$defs":{"base":{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]}}}""")]
    [InlineData("""{"type":"object","properties":{"shape":{"type":"string"}},"required":["shape"],"anyOf":[{"properties":{"r":{"type":"number"}},"required":["r"]},{"required":["w"]}]}""")]
    [InlineData("""{"type":"object","required":["x"],"additionalProperties":{"type":"integer"}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"anyOf":[{"type":"string"},{"$ref":"#"}]}},"b":{"anyOf":[{"$ref":"#"},{"type":"null"}]},"c":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["a","b","c"]}""")]
    public void Instance_OfASchema_MeetsIt(string schema)
    {
        var instance = SchemaInstance.Of(Parse(schema), isStrict: false, out var broken);

        Assert.Null(broken);
        var verdict = JsonSchema.FromText(schema).Evaluate(JsonNode.Parse(instance), Judge);
        Assert.True(verdict.IsValid, instance);
    }

    [Fact]
    public void Instance_OfAWeatherFunction_IsWhatAReaderExpects()
    {
        const string Schema =
            """{"type":"object","properties":{"city":{"type":"string"},"unit":{"type":"string","enum":["celsius","fahrenheit"]},"days":{"type":"integer","minimum":2}},"required":["city"]}""";

        Assert.Equal("""{"city":"mock city","unit":"celsius","days":2}""", SchemaInstance.Of(Parse(Schema), isStrict: false, out _));
    }

    [Fact]
    public void Instance_OfABoundTooFarForArithmetic_IsStillMade() => Assert.Equal(
        """{"a":1}""",
        SchemaInstance.Of(Parse("""{"type":"object","properties":{"a":{"type":"number","minimum":-1.7976931348623157e308}}}"""), isStrict: false, out _));

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"required":["a"],"$defs":{"a":{"$ref":"#/$defs/a"}}}""")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"}},"required":["next"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"https://example.com/schema"}},"required":["a"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","minimum":2,"maximum":1}},"required":["a"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","minLength":2000000000}},"required":["a"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"},"minItems":2000000000}},"required":["a"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"number","minimum":1e300}},"required":["a"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":[]}},"required":["a"]}""")]
    [InlineData("""{"type":"object","allOf":[{"allOf":[{"$ref":"#"}]}]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"required":["a"],"$defs":{"a":{"type":"object","properties":{"p":{"$ref":"#/$defs/b"},"q":{"$ref":"#/$defs/c"},"r":{"$ref":"#/$defs/a"}},"required":["p","q","r"]},"b":{"type":"object","properties":{"p":{"$ref":"#/$defs/c"},"q":{"$ref":"#/$defs/a"}},"required":["p","q"]},"c":{"type":"object","properties":{"p":{"$ref":"#/$defs/b"},"q":{"$ref":"#/$defs/a"}},"required":["p","q"]}}}""")]
    public void Instance_OfAnImpossibleSchema_IsRefused(string schema)
    {
        SchemaInstance.Of(Parse(schema), isStrict: false, out var broken);

        Assert.Contains("found no value", broken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"None\"'.")]
    [InlineData("""{"type":"string"}""", "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"string\"'.")]
    [InlineData("""{"type":"object"}""", "In context=(), 'additionalProperties' is required to be supplied and to be false.")]
    [InlineData("""{"type":"object","additionalProperties":true}""", "In context=(), 'additionalProperties' is required to be supplied and to be false.")]
    [InlineData(
        """{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"}}}""",
        "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.")]
    [InlineData(
        """{"type":"object","additionalProperties":false,"properties":{"a":{"type":"object"}},"required":["a"]}""",
        "In context=('properties', 'a'), 'additionalProperties' is required to be supplied and to be false.")]
    [InlineData("""{"type":"object","additionalProperties":false,"allOf":[]}""", "In context=(), 'allOf' is not permitted.")]
    [InlineData(
        """{"type":"object","additionalProperties":false,"properties":{"a":{"description":"?"}},"required":["a"]}""",
        "In context=('properties', 'a'), schema must have a 'type' key.")]
    [InlineData(
        """{"type":"object","additionalProperties":false,"properties":{"a":{"anyOf":[{"type":"null"},{"type":"array"}]}},"required":["a"]}""",
        "In context=('properties', 'a', 'anyOf', '1'), array schema missing items.")]
    [InlineData(
        """{"type":"object","additionalProperties":false,"properties":{"a":{"$ref":"#/$defs/b"}},"required":["a"]}""",
        "In context=('properties', 'a'), reference to component '#/$defs/b' which was not found in the schema.")]
    public void Strict_SchemaThatBreaksARule_IsToldWhereAndHow(string schema, string rule)
    {
        SchemaInstance.Of(Parse(schema), isStrict: true, out var broken);

        Assert.Equal(rule, broken);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array"}}}""", "In context=('properties', 'a'), array schema missing items.")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"text"}}}""", "In context=('properties', 'a'), 'text' is not valid under any of the given schemas.")]
    [InlineData("""{"type":"object","properties":{"a":7}}""", "In context=('properties', 'a'), schema must be an object.")]
    public void Loose_SchemaThatBreaksARule_IsToldWhereAndHow(string schema, string rule)
    {
        SchemaInstance.Of(Parse(schema), isStrict: false, out var broken);

        Assert.Equal(rule, broken);
    }
}

extern alias judge;
using System.Text.Json.Nodes;
using judge::Json.Schema;
using MockProvider.Answers;
using MockProvider.Conversation;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

/// <summary>What the mock makes for a schema, judged by a library that knows nothing of the mock.</summary>
public class SchemaInstanceTests
{
    private static readonly EvaluationOptions Judge = new() { RequireFormatValidation = true };

    public static TheoryData<string> Schemas =>
    [
        """{"type":"object"}""",
        """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"},"sunny":{"type":"boolean"},"p":{"type":"number"},"z":{"type":"null"}}}""",
        """{"type":"object","properties":{"unit":{"type":"string","enum":["c","f"]},"kind":{"const":{"a":[1]}},"n":{"enum":[null,1]}},"required":["unit","kind"]}""",
        """{"type":"object","properties":{"a":{"type":["null","string"]},"b":{"anyOf":[{"type":"null"},{"type":"integer","minimum":5}]}},"required":["a","b"]}""",
        """{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}},"b":{"type":"array","items":{"type":"integer"},"minItems":3}}}""",
        """{"type":"object","properties":{"pair":{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}},"required":["pair"]}""",
        """{"type":"object","properties":{"a":{"type":"string","minLength":30},"b":{"type":"string","maxLength":1},"c":{"type":"string","minLength":2,"maxLength":2}}}""",
        """{"type":"object","properties":{"a":{"type":"integer","minimum":20},"b":{"type":"number","minimum":-3.5,"maximum":-1}}}""",
        """{"type":"object","properties":{"a":{"type":"string","format":"date-time"},"b":{"type":"string","format":"date"},"c":{"type":"string","format":"time"},"d":{"type":"string","format":"uuid"}}}""",
        """{"type":"object","properties":{"a":{"type":"string","format":"email"},"b":{"type":"string","format":"hostname"},"c":{"type":"string","format":"ipv4"},"d":{"type":"string","format":"uri"}}}""",
        """{"type":"object","properties":{"a":{"type":"string","pattern":"^[A-Z]{2}-[0-9]{3}$"},"b":{"type":"string","pattern":"^(?:yes|no)$"},"d":{"type":"string","pattern":"^@[a-zA-Z0-9_]{1,8}$"}}}""",
        """{"type":"object","properties":{"value":{"type":"integer"},"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["value"]}""",
        """{"type":"object","properties":{"tree":{"$ref":"#/$defs/node"}},"required":["tree"],"$defs":{"node":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}}}""",
        """{"type":"object","properties":{"a":{"allOf":[{"$ref":"#/$defs/base"},{"type":"object","properties":{"y":{"type":"string"}},"required":["y"]}]}},"$defs":{"base":{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]}}}""",
        """{"type":"object","required":["x"],"additionalProperties":{"type":"integer"}}""",
    ];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Instance_OfASchema_MeetsItAndIsTheSameAgain(string schema)
    {
        var instance = SchemaInstance.Of(Parse(schema));

        Assert.True(JsonSchema.FromText(schema).Evaluate(JsonNode.Parse(instance), Judge).IsValid, instance);
        Assert.Equal(instance, SchemaInstance.Of(Parse(schema)));
    }

    [Fact]
    public void Instance_OfAShellCommand_IsHarmless()
    {
        const string Schema =
            """{"type":"object","properties":{"command":{"type":"array","items":{"type":"string"}},"force":{"type":"boolean"},"timeout":{"type":"integer"}},"required":["command"]}""";

        Assert.Equal("""{"command":["mock command"],"force":false,"timeout":0}""", SchemaInstance.Of(Parse(Schema)));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/nowhere"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","pattern":"("}}}""")]
    [InlineData("""{"type":7}""")]
    public void Instance_OfASchemaThatIsNone_IsARefusal(string schema) =>
        Assert.Equal("invalid_function_parameters", Assert.Throws<ApiException>(() => SchemaInstance.Of(Parse(schema))).Error.Code);

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"required":["a"],"$defs":{"a":{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"required":["a"]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","minLength":2000000000},"b":{"type":"array","items":{"type":"string"},"minItems":2000000000}}}""")]
    public void Instance_OfAnEndlessSchema_Ends(string schema) =>
        Assert.StartsWith("{", SchemaInstance.Of(Parse(schema)), StringComparison.Ordinal);
}

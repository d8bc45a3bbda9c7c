using static Broker.Tests.Mock.ChatRequests;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>What a chat request can have wrong with it, and what the real service says then.</summary>
public class ChatErrorTests
{
    [Theory]
    [InlineData("no-such-model", 404, null, "model_not_found", "The model `no-such-model` does not exist or you do not have access to it.")]
    [InlineData("gpt-4omni", 404, null, "model_not_found", "The model `gpt-4omni` does not exist or you do not have access to it.")]
    [InlineData("ft:mock-drop", 404, null, "model_not_found", "The model `ft:mock-drop` does not exist or you do not have access to it.")]
    [InlineData("", 400, null, null, "you must provide a model parameter")]
    public async Task Model_Unknown_IsTold(string model, int status, string? param, string? code, string message) =>
        await AssertErrorAsync(Chat().Replace("gpt-4o-mini", model, StringComparison.Ordinal), status, param, code, message);

    [Theory]
    [InlineData("""[{"role":"boss","content":"hi"}]""", "messages[0].role", "invalid_value", "Invalid value: 'boss'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.")]
    [InlineData("""[{"role":"user"}]""", "messages[0].content", "missing_required_parameter", "Missing required parameter: 'messages[0].content'.")]
    [InlineData("""[{"role":"user","content":null}]""", "messages.[0].content", null, "Invalid value for 'content': expected a string, got null.")]
    [InlineData("""[{"role":"assistant"}]""", "messages.[0].content", null, "Invalid value for 'content': expected a string, got null.")]
    [InlineData("""[{"role":"user","content":[]}]""", "messages[0].content", "empty_array", null)]
    [InlineData("""[{"role":"user","content":["hi"]}]""", "messages[0].content[0]", "invalid_type", null)]
    [InlineData("""[{"role":"user","content":[{"text":"hi"}]}]""", "messages[0].content[0].type", "missing_required_parameter", null)]
    [InlineData("""[{"role":"user","content":[{"type":"smell"}]}]""", "messages[0].content[0].type", "invalid_value", null)]
    [InlineData("""[{"role":"user","content":[{"type":"text"}]}]""", "messages[0].content[0].text", "missing_required_parameter", null)]
    [InlineData("""[{"role":"tool","content":"hi"}]""", "messages[0].tool_call_id", "missing_required_parameter", null)]
    [InlineData("""[{"role":"tool","content":"hi","tool_call_id":"x"}]""", "messages.[0].role", null, "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.")]
    [InlineData("""[{"role":"assistant","tool_calls":[]}]""", "messages[0].tool_calls", "empty_array", null)]
    [InlineData("""[{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":""}}]}]""", "messages[0].tool_calls[0].id", "missing_required_parameter", null)]
    [InlineData("""[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f"}}]}]""", "messages[0].tool_calls[0].function.arguments", "missing_required_parameter", null)]
    [InlineData(
        """[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"b","content":""}]""",
        "messages",
        null,
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: a")]
    [InlineData(
        """[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":""},{"role":"tool","tool_call_id":"b","content":""}]""",
        "messages.[2].tool_call_id",
        null,
        "Invalid parameter: 'tool_call_id' of 'b' not found in 'tool_calls' of previous message.")]
    public async Task Messages_ThatMakeNoConversation_AreTold(string messages, string? param, string? code, string? message) =>
        await AssertErrorAsync(With(messages), 400, param, code, message);

    [Theory]
    [InlineData("\"n\":0", "n", "integer_below_min_value", "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.")]
    [InlineData("\"n\":129", "n", "integer_above_max_value", "Invalid 'n': integer above maximum value. Expected a value <= 128, but got 129 instead.")]
    [InlineData("\"n\":1.5", "n", "invalid_type", "Invalid type for 'n': expected an integer, but got a decimal instead.")]
    [InlineData("\"n\":\"2\"", "n", "invalid_type", "Invalid type for 'n': expected an integer, but got a string instead.")]
    [InlineData("\"max_tokens\":0", "max_tokens", "integer_below_min_value", null)]
    [InlineData("\"max_completion_tokens\":-1", "max_completion_tokens", "integer_below_min_value", null)]
    [InlineData("\"max_tokens\":1,\"max_completion_tokens\":1", "max_tokens", "invalid_parameter_combination", null)]
    [InlineData("\"temperature\":2.5", "temperature", "decimal_above_max_value", "Invalid 'temperature': decimal above maximum value. Expected a value <= 2.0, but got 2.5 instead.")]
    [InlineData("\"temperature\":\"hot\"", "temperature", "invalid_type", "Invalid type for 'temperature': expected a decimal, but got a string instead.")]
    [InlineData("\"temperature\":1e999", "temperature", "decimal_above_max_value", null)]
    [InlineData("\"top_p\":-1", "top_p", "decimal_below_min_value", "Invalid 'top_p': decimal below minimum value. Expected a value >= 0.0, but got -1.0 instead.")]
    [InlineData("\"presence_penalty\":3", "presence_penalty", "decimal_above_max_value", null)]
    [InlineData("\"frequency_penalty\":-3", "frequency_penalty", "decimal_below_min_value", null)]
    [InlineData("\"logprobs\":1", "logprobs", "invalid_type", null)]
    [InlineData("\"top_logprobs\":2", "top_logprobs", null, "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.")]
    [InlineData("\"logprobs\":true,\"top_logprobs\":21", "top_logprobs", "integer_above_max_value", null)]
    [InlineData("\"stop\":7", "stop", "invalid_type", null)]
    [InlineData("\"stop\":[\"a\",7]", "stop[1]", "invalid_type", null)]
    [InlineData("\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", "stop", "array_above_max_length", "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.")]
    [InlineData("\"seed\":\"x\"", "seed", "invalid_type", null)]
    [InlineData("\"user\":1", "user", "invalid_type", null)]
    [InlineData("\"metadata\":[]", "metadata", "invalid_type", null)]
    [InlineData("\"logit_bias\":1", "logit_bias", "invalid_type", null)]
    [InlineData("\"store\":\"yes\"", "store", "invalid_type", null)]
    [InlineData("\"reasoning_effort\":\"wild\"", "reasoning_effort", "invalid_value", null)]
    [InlineData("\"service_tier\":\"gold\"", "service_tier", "invalid_value", null)]
    public async Task Value_OutOfBounds_IsTold(string members, string? param, string? code, string? message) =>
        await AssertErrorAsync(Chat(members), 400, param, code, message);

    [Theory]
    [InlineData("\"tools\":{}", "tools", "invalid_type", null)]
    [InlineData("\"tools\":[]", "tools", "empty_array", "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData("\"tools\":[7]", "tools[0]", "invalid_type", null)]
    [InlineData("\"tools\":[{}]", "tools[0].type", "missing_required_parameter", null)]
    [InlineData("\"tools\":[{\"type\":\"hammer\"}]", "tools[0].type", "invalid_value", "Invalid value: 'hammer'. Supported values are: 'function'.")]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", "tools[0].function", "missing_required_parameter", null)]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{}}]", "tools[0].function.name", "missing_required_parameter", null)]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"\"}}]", "tools[0].function.name", "empty_string", null)]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a b\"}}]", "tools[0].function.name", "invalid_value", "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a2345678901234567890123456789012345678901234567890123456789012345\"}}]", "tools[0].function.name", "string_above_max_length", null)]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":\"x\"}}]", "tools[0].function.parameters", "invalid_type", null)]
    [InlineData(
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"string\"}}}]",
        "tools[0].function.parameters",
        "invalid_function_parameters",
        "Invalid schema for function 'f': schema must be a JSON Schema of 'type: \"object\"', got 'type: \"string\"'.")]
    [InlineData(
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true,\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]",
        "tools[0].function.parameters",
        "invalid_function_parameters",
        "Invalid schema for function 'f': In context=(), 'additionalProperties' is required to be supplied and to be false.")]
    [InlineData("\"tool_choice\":\"auto\"", "tool_choice", null, "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.")]
    [InlineData("\"parallel_tool_calls\":true", "parallel_tool_calls", null, "Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.")]
    [InlineData($"\"tools\":[{Time}],\"tool_choice\":\"maybe\"", "tool_choice", "invalid_value", "Invalid value: 'maybe'. Supported values are: 'none', 'auto', and 'required'.")]
    [InlineData($"\"tools\":[{Time}],\"tool_choice\":7", "tool_choice", "invalid_type", null)]
    [InlineData($"\"tools\":[{Time}],\"tool_choice\":{{}}", "tool_choice.type", "missing_required_parameter", null)]
    [InlineData($"\"tools\":[{Time}],\"tool_choice\":{{\"type\":\"function\"}}", "tool_choice.function", "missing_required_parameter", null)]
    [InlineData($"\"tools\":[{Time}],\"tool_choice\":{{\"type\":\"function\",\"function\":{{\"name\":\"other\"}}}}", "tool_choice", null, "Tool choice 'other' not found in 'tools' parameter.")]
    [InlineData($"\"tools\":[{Time}],\"parallel_tool_calls\":1", "parallel_tool_calls", "invalid_type", null)]
    public async Task Tools_ThatCannotBeUsed_AreTold(string members, string? param, string? code, string? message) =>
        await AssertErrorAsync(Chat(members), 400, param, code, message);

    [Theory]
    [InlineData("\"json\"", "response_format", "invalid_type", null)]
    [InlineData("{}", "response_format.type", "missing_required_parameter", null)]
    [InlineData("{\"type\":\"xml\"}", "response_format.type", "invalid_value", "Invalid value: 'xml'. Supported values are: 'json_object', 'json_schema', and 'text'.")]
    [InlineData("{\"type\":\"json_object\"}", "messages", null, "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.")]
    [InlineData("{\"type\":\"json_schema\"}", "response_format.json_schema", "missing_required_parameter", null)]
    [InlineData("{\"type\":\"json_schema\",\"json_schema\":{}}", "response_format.json_schema.name", "missing_required_parameter", null)]
    [InlineData("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\"}}", "response_format.json_schema.schema", "missing_required_parameter", null)]
    [InlineData(
        "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}",
        "response_format",
        null,
        "Invalid schema for response_format 'n': In context=(), 'additionalProperties' is required to be supplied and to be false.")]
    public async Task Format_ThatCannotBeMet_IsTold(string format, string? param, string? code, string? message) =>
        await AssertErrorAsync(Chat($"\"response_format\":{format}"), 400, param, code, message);

    private static async Task AssertErrorAsync(string body, int status, string? param, string? code, string? message)
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, ChatPath, body);
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(["message", "type", "param", "code"], Keys(error));
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(message ?? error.GetProperty("message").GetString(), error.GetProperty("message").GetString());
    }
}

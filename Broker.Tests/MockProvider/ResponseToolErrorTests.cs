using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ResponseToolErrorTests
{
    [Theory]
    [InlineData("""[{"type":"function_call_output","call_id":"call_x","output":"1"}]""", "No tool call found for function call output with call_id call_x.")]
    [InlineData("""[{"type":"function_call","call_id":"call_x","name":"f","arguments":"{}"}]""", "No tool output found for function call call_x.")]
    public async Task Conversation_WithLooseEnds_Is400OnInput(string input, string message)
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","input":{{input}}}""");

        Assert.Contains(message, await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await AssertBadAsync(response, "input", null);
    }

    [Theory]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", "tools[0].name", "missing_required_parameter")]
    [InlineData("\"tools\":[{\"name\":\"f\"}]", "tools[0].type", "missing_required_parameter")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"strict\":true,\"parameters\":{\"type\":\"object\"}}]", "tools[0].parameters", "invalid_function_parameters")]
    [InlineData("\"tools\":7", "tools", "invalid_type")]
    [InlineData("\"tool_choice\":\"maybe\"", "tool_choice", "invalid_value")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"name\":\"f\"}", "tool_choice", null)]
    public async Task Tools_Wrong_Are400(string member, string param, string? code)
    {
        await using var mock = Start();

        await AssertBadAsync(mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","input":"hi",{{member}}}""", param, code);
    }
}

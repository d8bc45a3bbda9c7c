namespace Broker.Tests.Mock;

/// <summary>Chat requests as tests need them.</summary>
internal static class ChatRequests
{
    public const string Weather =
        """{"type":"function","function":{"name":"get_weather","description":"The weather","parameters":{"type":"object","properties":{"city":{"type":"string"},"unit":{"type":"string","enum":["celsius","fahrenheit"]}},"required":["city"]}}}""";

    public const string Time = """{"type":"function","function":{"name":"getTime"}}""";

    public const string WeatherArguments = """{"city":"mock city","unit":"celsius"}""";

    /// <summary>A chat with one message of the user.</summary>
    /// <param name="members">What else stands in the request, without the comma before it.</param>
    /// <param name="prompt">What the user says.</param>
    public static string Chat(string members = "", string prompt = "hello") => With($$"""[{"role":"user","content":"{{prompt}}"}]""", members);

    public static string With(string messages, string members = "") =>
        $$"""{"model":"gpt-4o-mini","messages":{{messages}}{{(members.Length == 0 ? "" : $",{members}")}}}""";

    public static string Streamed(string body) => $"{body[..^1]},\"stream\":true}}";

    public static string WithUsage(string body) => $"{Streamed(body)[..^1]},\"stream_options\":{{\"include_usage\":true}}}}";

    /// <summary>A chat in which a function was called and has answered.</summary>
    public static string Answered(string members, string result = "18 degrees") => With(
        $$"""
        [{"role":"user","content":"weather?"},
         {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{}"} }]},
         {"role":"tool","tool_call_id":"call_1","content":"{{result}}"}]
        """,
        members);
}

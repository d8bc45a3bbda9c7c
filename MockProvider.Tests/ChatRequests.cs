namespace MockProvider.Tests;

/// <summary>Requests as tests need them.</summary>
internal static class ChatRequests
{
    public const string CitySchema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

    /// <summary>A chat with one message of the user.</summary>
    /// <param name="members">What else stands in the request.</param>
    /// <param name="prompt">What the user says.</param>
    public static string Chat(string members = "", string prompt = "hello") =>
        $$"""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"{{prompt}}"}]{{Comma(members)}}}""";

    public static string Response(string members = "", string prompt = "hello") => $$"""{"model":"gpt-4o-mini","input":"{{prompt}}"{{Comma(members)}}}""";

    /// <summary>The member <c>tools</c> of a chat.</summary>
    public static string ChatTools(params IEnumerable<string> names) => Tools(names, name => $$$"""{"type":"function","function":{{{Function(name)}}}}""");

    /// <summary>The member <c>tools</c> of a response.</summary>
    public static string ResponseTools(params IEnumerable<string> names) => Tools(names, name => $$"""{"type":"function",{{Function(name)[1..]}}""");

    private static string Tools(IEnumerable<string> names, Func<string, string> write) =>
        $"\"tools\":[{string.Join(',', names.Select(write))}]";

    private static string Function(string name) => $$"""{"name":"{{name}}","parameters":{{CitySchema}}}""";

    private static string Comma(string members) => members.Length == 0 ? "" : $",{members}";
}

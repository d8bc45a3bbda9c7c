namespace MockProvider.Responses;

/// <summary>One turn of a conversation: a message, a call of a function, or its result.</summary>
/// <param name="Role">Who speaks; <see cref="CallRole"/> and <see cref="ResultRole"/> for calls and results.</param>
/// <param name="Text">The words, the arguments or the result.</param>
/// <param name="CallId">What joins a result to its call.</param>
/// <param name="Function">The function called.</param>
internal sealed record ResponseTurn(string Role, string Text, string CallId, string Function)
{
    public const string CallRole = "call";
    public const string ResultRole = "result";

    public static ResponseTurn Message(string role, string text) => new(role, text, string.Empty, string.Empty);

    public static ResponseTurn Call(string callId, string function, string arguments) => new(CallRole, arguments, callId, function);

    public static ResponseTurn Result(string callId, string text) => new(ResultRole, text, callId, string.Empty);
}

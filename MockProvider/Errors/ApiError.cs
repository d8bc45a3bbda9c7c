using MockProvider.Text;

namespace MockProvider.Errors;

/// <summary>A refusal as OpenAI words it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">What is wrong, for a person.</param>
/// <param name="Param">The parameter at fault, as <c>messages[0].role</c>, or nothing.</param>
/// <param name="Code">What is wrong, for a program, or nothing.</param>
/// <param name="Type">The family of the error.</param>
internal sealed record ApiError(int Status, string Message, string? Param = null, string? Code = null, string Type = "invalid_request_error")
{
    public ReadOnlyMemory<byte> ToJson() => WireJson.Document(new ErrorBody(new ErrorDetail(Message, Type, Param, Code)), WireJson.Indented.ErrorBody);
}

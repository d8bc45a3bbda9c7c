using System.Text.Json;
using Broker.Service.Dialects;

namespace Broker.Service.Errors;

/// <summary>Writes errors in the shape of each dialect.</summary>
internal static class DialectError
{
    // 400 and 500 stand for all others of their hundred.
    private static readonly Dictionary<int, string> AnthropicTypes = new()
    {
        [401] = "authentication_error",
        [403] = "permission_error",
        [404] = "not_found_error",
        [429] = "rate_limit_error",
        [503] = "overloaded_error",
        [504] = "timeout_error",
        [400] = "invalid_request_error",
        [500] = "api_error",
    };

    private static readonly Dictionary<int, string> GeminiStatuses = new()
    {
        [401] = "UNAUTHENTICATED",
        [403] = "PERMISSION_DENIED",
        [404] = "NOT_FOUND",
        [424] = "FAILED_PRECONDITION",
        [429] = "RESOURCE_EXHAUSTED",
        [502] = "UNAVAILABLE",
        [503] = "UNAVAILABLE",
        [504] = "DEADLINE_EXCEEDED",
        [400] = "INVALID_ARGUMENT",
        [500] = "INTERNAL",
    };

    /// <summary>Returns the error as JSON.</summary>
    /// <param name="code">Code of the refusal; left out where the dialect has no place for it.</param>
    public static ReadOnlyMemory<byte> ToJson(Dialect dialect, int status, string code, string message) => BrokerJson.Object(json =>
    {
        switch (dialect)
        {
            case Dialect.OpenAI:
                WriteOpenAI(json, code, message);
                break;
            case Dialect.Anthropic:
                WriteAnthropic(json, status, message);
                break;
            case Dialect.Gemini:
                WriteGemini(json, status, code, message);
                break;
            default:
                throw new InvalidOperationException($"No error for {dialect}.");
        }
    });

    private static void WriteOpenAI(Utf8JsonWriter json, string code, string message)
    {
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", "broker_error");
        json.WriteNull("param");
        json.WriteString("code", code);
        json.WriteEndObject();
    }

    private static void WriteAnthropic(Utf8JsonWriter json, int status, string message)
    {
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", Name(AnthropicTypes, status));
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteNull("request_id");
    }

    private static void WriteGemini(Utf8JsonWriter json, int status, string code, string message)
    {
        json.WriteStartObject("error");
        json.WriteNumber("code", status);
        json.WriteString("message", message);
        json.WriteString("status", Name(GeminiStatuses, status));
        json.WriteStartArray("details");
        json.WriteStartObject();
        json.WriteString("@type", "type.googleapis.com/google.rpc.ErrorInfo");
        json.WriteString("reason", code);
        json.WriteString("domain", "broker");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Name(Dictionary<int, string> names, int status) =>
        names.GetValueOrDefault(status) ?? names[status < 500 ? 400 : 500];
}

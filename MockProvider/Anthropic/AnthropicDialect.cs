using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MockProvider.Answers;
using MockProvider.Journal;

namespace MockProvider.Anthropic;

/// <summary>Anthropic's API: its endpoints, and what all their answers have in common.</summary>
internal sealed class AnthropicDialect : IDialect
{
    private const string KeyHeader = "x-api-key";
    private const string VersionHeader = "anthropic-version";
    private const string RequestIdHeader = "request-id";
    private const int LongestBody = 32 * 1024 * 1024;
    private const string NewestVersion = "2026-10-21";
    private static readonly string[] Versions = ["2023-01-01", "2023-06-01", NewestVersion];

    private readonly Templates _templates = new("Anthropic");
    private readonly JsonObject _errorTypes;
    private readonly TimeProvider _clock;

    public AnthropicDialect(TimeProvider clock)
    {
        _clock = clock;
        _errorTypes = _templates.Fill("error.types").AsObject();
        var models = new AnthropicModels(_templates);
        var messages = new MessagesEndpoint(_templates, models);
        Endpoints =
        [
            new("POST", "/v1/messages", Metering.Tokens, Checked(messages.Create)),
            new("POST", "/v1/messages/count_tokens", Metering.Requests, Checked(messages.Count)),
            new("GET", "/v1/models", Metering.Free, Checked(models.List)),
            new("GET", "/v1/models/{id}", Metering.Free, Checked(call => models.Show(call.Id))),
        ];
    }

    public IReadOnlyList<ApiEndpoint> Endpoints { get; }

    public IReadOnlyList<string> KeyHeaders => [KeyHeader, ProviderKey.Authorization];

    public bool IsMarked(ReceivedRequest request) => request.HeaderValues(VersionHeader).Count > 0;

    public ApiError RefuseKey(ReceivedRequest request) => new(
        StatusCodes.Status401Unauthorized,
        ProviderKey.Tokens(request, this).Count == 0 ? $"{KeyHeader} header is required"
            : request.HeaderValues(KeyHeader).Count > 0 ? $"invalid {KeyHeader}"
            : "Invalid bearer token");

    public Answer Refuse(ApiError error, HeaderList headers)
    {
        var type = _errorTypes[error.Status.ToString(CultureInfo.InvariantCulture)]?.GetValue<string>()
            ?? (error.Status < StatusCodes.Status500InternalServerError ? "invalid_request_error" : "api_error");
        var body = _templates.Fill(
            "error",
            ("type", type),
            ("message", Message(error)),
            ("request_id", headers.FirstOrDefault(header => header.Key == RequestIdHeader).Value));
        return Answer.Json(body, error.Status).With(headers);
    }

    public HeaderList Headers(Fingerprint fingerprint, Metering? metering)
    {
        HeaderList request = [new(RequestIdHeader, $"req_01{fingerprint.Letters("request", 22)}")];
        return metering is null ? request : [.. request, new("anthropic-organization-id", "00000000-0000-4000-8000-000000000000")];
    }

    public HeaderList LimitHeaders(LimitReading limit) =>
    [
        new($"anthropic-ratelimit-{limit.Unit}-limit", limit.Limit.ToString(CultureInfo.InvariantCulture)),
        new($"anthropic-ratelimit-{limit.Unit}-remaining", limit.Remaining.ToString(CultureInfo.InvariantCulture)),
        new($"anthropic-ratelimit-{limit.Unit}-reset", $"{_clock.GetUtcNow() + limit.Reset:yyyy-MM-ddTHH:mm:ssZ}"),
    ];

    private static string Message(ApiError error)
    {
        // The same path, as Anthropic spells it: messages.0.role.
        var place = error.Param?.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        return place is null ? error.Message
            : error.Code == "missing_required_parameter" ? $"{place}: Field required"
            : $"{place}: {error.Message}";
    }

    /// <summary>Checks what every endpoint asks for before its own rules.</summary>
    private static Func<Call, Answer> Checked(Func<Call, Answer> handle) => call =>
    {
        var version = string.Join(", ", call.Request.HeaderValues(VersionHeader));
        var removed = version == NewestVersion ? MessageInput.Removed(call.Request) : null;
        ApiError? error = version.Length == 0 ? Errors.Bad($"{VersionHeader}: header is required")
            : !Versions.Contains(version) ? Errors.Bad($"{VersionHeader}: \"{version}\" is not a valid version")
            : call.Request.Body.Length > LongestBody ? new(StatusCodes.Status413PayloadTooLarge, "Request exceeds the maximum size")
            : removed is not null ? Errors.Bad("Extra inputs are not permitted", removed)
            : null;
        return error is null ? handle(call) : throw new ApiException(error);
    };
}

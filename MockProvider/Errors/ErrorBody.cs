namespace MockProvider.Errors;

/// <summary>The envelope every error comes in.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

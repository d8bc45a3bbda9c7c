namespace MockProvider.Errors;

/// <summary>The four keys of an error, always all of them.</summary>
internal sealed record ErrorDetail(string Message, string Type, string? Param, string? Code);

namespace MockProvider.Responses;

/// <summary>A function the caller is to call.</summary>
internal sealed record FunctionCallItem(string Id, string Status, string Arguments, string CallId, string Name) : ResponseItem(Id, "function_call", Status);

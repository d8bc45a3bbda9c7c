namespace MockProvider.Responses;

/// <summary>The document of <c>DELETE /v1/responses/{id}</c>.</summary>
internal sealed record ResponseDeletion(string Id, string Object, bool Deleted);

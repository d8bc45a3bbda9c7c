namespace MockProvider.Models;

/// <summary>One model.</summary>
internal sealed record ModelEntry(string Id, string Object, long Created, string OwnedBy);

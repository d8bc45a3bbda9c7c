namespace MockProvider.Tools;

/// <summary>Whether the mock calls a function.</summary>
internal enum ToolMode
{
    /// <summary>Never.</summary>
    None,

    /// <summary>When the user has just spoken.</summary>
    Auto,

    /// <summary>Always.</summary>
    Required,
}

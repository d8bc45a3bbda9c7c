namespace Aspire.Hosting.ApplicationModel;

/// <summary>How to read the data of a command's result.</summary>
public enum CommandResultFormat
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>As JSON.</summary>
    Json,

    /// <summary>As Markdown.</summary>
    Markdown,
}

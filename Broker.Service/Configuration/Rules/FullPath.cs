namespace Broker.Service.Configuration.Rules;

/// <summary>Makes full paths of what settings name.</summary>
internal static class FullPath
{
    /// <summary>The full path; null where the text cannot be one.</summary>
    /// <param name="path">What the setting says.</param>
    /// <param name="folder">Where a relative path begins.</param>
    public static string? Of(string path, string folder)
    {
        try
        {
            return string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(path, folder);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return null;
        }
    }
}

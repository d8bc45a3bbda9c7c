using WireMock.Server;

namespace MockProvider.Hosting;

/// <summary>Answers that a user has added without code: WireMock mappings, one or more to a file.</summary>
internal static class MappingFiles
{
    /// <summary>Reads every <c>*.json</c> of a folder; a folder that is not there holds none.</summary>
    /// <exception cref="MockProviderStartException">A file holds no mapping.</exception>
    public static void Load(WireMockServer server, string? folder)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            Load(server, new FileInfo(file));
        }
    }

    private static void Load(WireMockServer server, FileInfo file)
    {
        string reason;
        try
        {
            if (server.ReadStaticMappingAndAddOrUpdate(file.FullName))
            {
                return;
            }

            reason = "WireMock finds no mapping in it.";
        }
        // Whatever a file makes WireMock throw, it is the file that is wrong.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            reason = exception.Message.ReplaceLineEndings(" ");
        }

        throw new MockProviderStartException($"the mapping {file.FullName} cannot be used: {reason}") { IsOfSettings = true };
    }
}

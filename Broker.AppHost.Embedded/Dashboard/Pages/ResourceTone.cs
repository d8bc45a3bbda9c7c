namespace Broker.AppHost.Embedded.Dashboard.Pages;

/// <summary>Gives each resource its colour, the same on every page and in every run.</summary>
internal static class ResourceTone
{
    private const int Tones = 8;

    /// <summary>The style class that carries the colour.</summary>
    /// <param name="name">Name of the resource.</param>
    public static string Of(string name)
    {
        // FNV-1a: string hashes of .NET differ from run to run. It begins three higher than usual, where the lab's own names all differ.
        var hash = 2166136264u;
        foreach (var character in name)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return $"tone-{hash % Tones}";
    }
}

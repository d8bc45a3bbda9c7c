namespace Broker.Wire;

/// <summary>How a child process is started. By default it inherits no environment variable.</summary>
internal sealed record ChildSettings
{
    private static readonly string[] Ours =
    [
        "ALL_PROXY", "ASPIRE", "ASPNETCORE", "BROKER", "DOTNET_", "HTTP_PROXY", "HTTPS_PROXY", "LAB__", "MOCKPROVIDER", "NODE_OPTIONS", "NO_PROXY",
        "OPENAI", "OTEL_", "XDG_",
    ];

    /// <summary>Its working folder; null for that of temporary files.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables; they win over inherited ones.</summary>
    public IEnumerable<(string Name, string? Value)> Variables { get; init; } = [];

    /// <summary>Which variables of this process it inherits.</summary>
    public Func<string, bool> Inherits { get; init; } = static _ => false;

    /// <summary>Told every line that it writes.</summary>
    public Action<string>? Hear { get; init; }

    /// <summary>Whether its standard error is read.</summary>
    public bool ReadsErrors { get; init; } = true;

    /// <summary>For <see cref="Inherits"/>: true unless the variable configures one of this repository's programs.</summary>
    public static bool AllButOurs(string name) => !Ours.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}

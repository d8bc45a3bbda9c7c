namespace Broker.Service.Configuration;

/// <summary>Kinds of <c>secret_source</c>.</summary>
internal enum SecretSourceKind
{
    /// <summary>No key; nothing is attached.</summary>
    None,

    /// <summary>An environment variable of the broker's process.</summary>
    Env,

    /// <summary>The output of a program, run without a shell.</summary>
    Command,

    /// <summary>A file, such as a mounted secret; read again after it changed.</summary>
    File,
}

/// <summary>The <c>secret_source</c> object: where the key comes from, never the key itself.</summary>
internal sealed record SecretSourceOptions
{
    public SecretSourceKind Kind { get; init; } = SecretSourceKind.None;

    /// <summary>Name of the environment variable, for <see cref="SecretSourceKind.Env"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Program and arguments, one string each, for <see cref="SecretSourceKind.Command"/>. Never a shell line.</summary>
    public IReadOnlyList<string> Argv { get; init; } = [];

    /// <summary>Full path of the file, for <see cref="SecretSourceKind.File"/>.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// Name of the source for answers and logs: <c>none</c>, <c>env:NAME</c>, <c>command:</c> and the first two words, or <c>file:</c> and
    /// the file's name, without its folder, which may hold the user's name.
    /// </summary>
    public string Label => Kind switch
    {
        SecretSourceKind.None => "none",
        SecretSourceKind.Env => $"env:{Name}",
        SecretSourceKind.Command => $"command:{string.Join(' ', Argv.Take(2))}",
        SecretSourceKind.File => $"file:{DisplayText.Plain(System.IO.Path.GetFileName(Path) ?? "")}",
        _ => throw new InvalidOperationException($"No label for {Kind}."),
    };
}

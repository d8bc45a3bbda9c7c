namespace Broker.Service.Configuration;

/// <summary>The kinds of <c>secret_source</c>.</summary>
internal enum SecretSourceKind
{
    /// <summary>There is no key; nothing is attached.</summary>
    None,

    /// <summary>An environment variable of the broker's own process.</summary>
    Env,

    /// <summary>The output of a program, run without a shell.</summary>
    Command,

    /// <summary>A file, as secrets are mounted into containers; read again when it changed.</summary>
    File,
}

/// <summary>The <c>secret_source</c> object: where the provider key comes from, never the key itself.</summary>
internal sealed record SecretSourceOptions
{
    /// <summary>Which kind of source it is.</summary>
    public SecretSourceKind Kind { get; init; } = SecretSourceKind.None;

    /// <summary>For <see cref="SecretSourceKind.Env"/>: the environment variable that holds the key.</summary>
    public string? Name { get; init; }

    /// <summary>For <see cref="SecretSourceKind.Command"/>: the program and its arguments, one string each; never a shell line.</summary>
    public IReadOnlyList<string> Argv { get; init; } = [];

    /// <summary>For <see cref="SecretSourceKind.File"/>: the full path of the file that holds the key.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// What answers and logs may say about the source: <c>none</c>, <c>env:NAME</c>, <c>command:</c> and the first two words, or <c>file:</c>
    /// and the file's name. Its folder is not for hosts: it may have the user's name in it.
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

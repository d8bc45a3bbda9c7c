using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads where the key comes from. Refused values are never shown: people write the key itself in the wrong place.</summary>
internal sealed class SecretSourceSection
{
    private const string Examples =
        """{"kind":"none"}, {"kind":"env","name":"OPENAI_API_KEY"}, {"kind":"command","argv":["op","read","…"]} or """
        + """{"kind":"file","path":"/run/secrets/openai-key"}""";

    private readonly SettingsNode _node;
    private readonly SettingsContext _context;
    private readonly SettingsNode _kind;
    private readonly SettingsNode _name;
    private readonly SettingsNode _argv;
    private readonly SettingsNode _path;

    /// <summary>Reads the members of the node.</summary>
    public SecretSourceSection(SettingsNode node, SettingsContext context)
    {
        (_node, _context) = (node, context);
        (_kind, _name) = (node.Scalar("kind"), node.Scalar("name"));
        (_argv, _path) = (node.List("argv"), node.Scalar("path"));
        node.ReportUnknown();
    }

    /// <summary>Reads the source.</summary>
    /// <param name="mode">Decides if warnings apply: a dry run needs no key.</param>
    public SecretSourceOptions Read(BrokerMode mode)
    {
        var source = new SecretSourceOptions();
        if (_node.Value is { Kind: not SourceKind.Object } value)
        {
            _node.Report(value.Described, $"Give an object: {Examples}.");
        }
        else if (_node.IsGiven)
        {
            source = ReadKind();
        }

        if (mode == BrokerMode.Proxy && FindWarning(source) is { } warning)
        {
            _node.Warn(warning);
        }

        _node.Show(source.Path is { } path ? $"file:{path}" : source.Label);
        return source;
    }

    private SecretSourceOptions ReadKind()
    {
        switch (_kind.TextOrNull())
        {
            case "none":
                Refuse("none", _name, _argv, _path);
                return new();
            case "env":
                Refuse("env", _argv, _path);
                return new() { Kind = SecretSourceKind.Env, Name = ReadName() };
            case "command":
                Refuse("command", _name, _path);
                return new() { Kind = SecretSourceKind.Command, Argv = ReadArgv() };
            case "file":
                Refuse("file", _name, _argv);
                return new() { Kind = SecretSourceKind.File, Path = ReadPath() };
            default:
                Report(_kind, _kind.Value?.Described, $"Give none, env, command or file: {Examples}.");
                return new();
        }
    }

    private static void Refuse(string kind, params ReadOnlySpan<SettingsNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node.IsGiven)
            {
                node.Report(null, $"The kind {kind} has no {node.Name}. Remove it, or change the kind: {Examples}.");
            }
        }
    }

    private string ReadName()
    {
        if (_name.TextOrNull() is { } name && VariableName.IsValid(name))
        {
            return name;
        }

        Report(_name, NotShown(_name), $"Give {VariableName.Expected}.");
        return "";
    }

    private List<string> ReadArgv()
    {
        if (_argv.Value is not { Kind: SourceKind.List, Items.Count: > 0 })
        {
            const string Remedy =
                "Give the program and its arguments as a list of strings, one each, not a shell line: [\"op\", \"read\", \"…\"].";
            Report(_argv, _argv.Value?.Described, Remedy);
            return [];
        }

        var words = new List<string>();
        foreach (var item in _argv.Items)
        {
            var word = item.TextOrNull();
            if (word is null || word.Contains('\0', StringComparison.Ordinal))
            {
                item.Report(NotShown(item), "Give a string without NUL characters.");
            }
            else if (words.Count == 0 && string.IsNullOrWhiteSpace(word))
            {
                item.Report(item.Value?.Described, "Give the name or path of a program.");
            }

            words.Add(word ?? "");
        }

        if (words is [var only] && only.Trim().Contains(' ', StringComparison.Ordinal))
        {
            _argv.Warn($"{_argv.Key} is one string with spaces in it, so all of it is the name of the program."
                + " Arguments are strings of their own.");
        }

        return words;
    }

    private string? ReadPath()
    {
        const string Expected = "the path of a file; a relative path begins in the folder of the configuration file";
        var remedy = $"Give {Expected}.";
        if (_path.TextOrNull() is { } text && ConfiguredFile.FullPath(text, _context.Folder) is { } path)
        {
            if (Path.EndsInDirectorySeparator(path))
            {
                remedy = "That is a folder. Name a file in it.";
            }
            else if (Path.GetFileName(text) == text && FileStamp.Take(path).Kind == FileStamp.What.Nothing)
            {
                // It may be the key itself, which would then be shown as the source's label.
                remedy = "There is no file of that name in the folder of the configuration file."
                    + $" For one that comes later write ./NAME, or give {Expected}; never the key itself.";
            }
            else
            {
                return path;
            }
        }

        Report(_path, NotShown(_path), remedy);
        return null;
    }

    private string? FindWarning(SecretSourceOptions source) => source switch
    {
        { Kind: SecretSourceKind.None } => $"{_node.Key} is none in proxy mode: requests go upstream without a key.",
        { Kind: SecretSourceKind.Env, Name: { } name } when string.IsNullOrEmpty(_context.Variable(name)) =>
            $"{_node.Key} names the environment variable {name}, which is not set: every request will be answered with secret_unavailable.",
        { Kind: SecretSourceKind.File, Path: { } path } => FindWarning(path, FileStamp.Take(path)),
        _ => null,
    };

    private string? FindWarning(string path, FileStamp stamp)
    {
        if (stamp.Kind == FileStamp.What.RegularFile)
        {
            return ConfiguredFile.FindSecretWarning(path, stamp.Mode);
        }

        var problem = stamp.Kind == FileStamp.What.Nothing ? "does not exist, or may not be looked at" : "is no regular file";
        return $"{_node.Key} names {DisplayText.Plain(path, 400)}, which {problem}:"
            + " every request will be answered with secret_unavailable until it can be read.";
    }

    private static string? NotShown(SettingsNode node) => node.Value is { } value ? $"{value.Described}, not shown" : null;

    /// <summary>Reports a problem with a member; a missing member is reported with the origin of its object.</summary>
    private void Report(SettingsNode node, string? shown, string remedy)
    {
        if (node.IsGiven)
        {
            node.Report(shown, remedy);
        }
        else
        {
            node.ReportAt(node.Key, null, $"The key is missing. {remedy}", _node.Origin);
        }
    }
}

using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>
/// Where the provider key comes from. No value that is refused here is ever shown: people put the key itself in the wrong place.
/// </summary>
/// <param name="reader">The settings.</param>
/// <param name="folder">Where relative paths begin: the folder of the configuration file.</param>
internal sealed class SecretSourceRule(SettingsReader reader, string folder)
{
    private const string Key = SettingNames.SecretSource;
    private const string Examples = """{"kind":"none"}, {"kind":"env","name":"OPENAI_API_KEY"}, {"kind":"command","argv":["op","read","…"]} or {"kind":"file","path":"/run/secrets/openai-key"}""";

    /// <summary>Reads <c>secret_source</c>.</summary>
    /// <param name="mode">Whether the key will be wanted at all.</param>
    public SecretSourceOptions Read(BrokerMode mode)
    {
        var raw = reader.Find(Key);
        var options = new SecretSourceOptions();
        if (raw is RawSetting.Object source)
        {
            options = Read(source);
        }
        else if (raw is not null)
        {
            reader.Report(Key, raw.Described, $"Give an object: {Examples}.", raw.Origin);
        }

        if (mode == BrokerMode.Proxy)
        {
            Warn(options);
        }

        reader.Show(Key, options.Path is { } path ? $"file:{path}" : options.Label, raw?.Origin ?? SettingOrigin.Default);
        return options;
    }

    private void Warn(SecretSourceOptions options)
    {
        if (options.Kind == SecretSourceKind.None)
        {
            reader.Warn($"{Key} is none in proxy mode: requests go upstream without an Authorization header.");
        }
        else if (options is { Kind: SecretSourceKind.Env, Name: { } name } && string.IsNullOrEmpty(reader.Environment.Variables.GetValueOrDefault(name)))
        {
            reader.Warn($"{Key} names the environment variable {name}, which is not set: every request will be answered with secret_unavailable.");
        }
        else if (options is { Kind: SecretSourceKind.File, Path: { } path })
        {
            Warn(path, FileStamp.Of(path));
        }
    }

    private void Warn(string path, FileStamp stamp)
    {
        if (stamp.Kind != FileStamp.What.RegularFile)
        {
            var problem = stamp.Kind == FileStamp.What.Nothing ? "does not exist, or may not be looked at" : "is no regular file";
            reader.Warn($"{Key} names {DisplayText.Plain(path, 400)}, which {problem}: every request will be answered with secret_unavailable until it can be read.");
        }
        else if (FilePermissionRule.WarningOfSecret(path, stamp.Mode) is { } warning)
        {
            reader.Warn(warning);
        }
    }

    private SecretSourceOptions Read(RawSetting.Object source)
    {
        foreach (var (name, member) in source.Members)
        {
            if (SettingKey.SecretSourceMembers.All(known => known.Name != name))
            {
                var nearest = NearestName.Of(name, SettingKey.SecretSourceMembers.Select(known => known.Name));
                reader.Report($"{Key}.{name}", null, $"There is no such key. The nearest known one is {Key}.{nearest}.", member.Origin);
            }
        }

        var kind = source.Members.GetValueOrDefault(SettingNames.SecretKind);
        switch (kind is not null && SettingsReader.TryText(kind, out var text) ? text : null)
        {
            case "none":
                Refuse(source, "none", SettingNames.SecretName, SettingNames.SecretArgv, SettingNames.SecretPath);
                return new();
            case "env":
                Refuse(source, "env", SettingNames.SecretArgv, SettingNames.SecretPath);
                return new() { Kind = SecretSourceKind.Env, Name = Name(source) };
            case "command":
                Refuse(source, "command", SettingNames.SecretName, SettingNames.SecretPath);
                return new() { Kind = SecretSourceKind.Command, Argv = Argv(source) };
            case "file":
                Refuse(source, "file", SettingNames.SecretName, SettingNames.SecretArgv);
                return new() { Kind = SecretSourceKind.File, Path = File(source) };
            default:
                reader.Report($"{Key}.{SettingNames.SecretKind}", kind?.Described, $"{(kind is null ? "The key is missing. " : "")}Give none, env, command or file: {Examples}.", kind?.Origin ?? source.Origin);
                return new();
        }
    }

    private void Refuse(RawSetting.Object source, string kind, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (source.Members.TryGetValue(name, out var member))
            {
                reader.Report($"{Key}.{name}", null, $"The kind {kind} has no {name}. Remove it, or change the kind: {Examples}.", member.Origin);
            }
        }
    }

    private string Name(RawSetting.Object source)
    {
        var raw = source.Members.GetValueOrDefault(SettingNames.SecretName);
        if (raw is not null && SettingsReader.TryText(raw, out var name) && VariableName.IsValid(name))
        {
            return name;
        }

        reader.Report(
            $"{Key}.{SettingNames.SecretName}",
            raw is null ? null : $"{raw.Described}, not shown",
            $"{(raw is null ? "The key is missing. " : "")}Give {VariableName.Expected}.",
            raw?.Origin ?? source.Origin);
        return "";
    }

    private List<string> Argv(RawSetting.Object source)
    {
        const string Path = $"{Key}.{SettingNames.SecretArgv}";
        var raw = source.Members.GetValueOrDefault(SettingNames.SecretArgv);
        if (raw is not RawSetting.List { Items: [_, ..] items })
        {
            reader.Report(
                Path,
                raw?.Described,
                $"{(raw is null ? "The key is missing. " : "")}Give the program and its arguments as a list of strings, one each, not a shell line: [\"op\", \"read\", \"…\"].",
                raw?.Origin ?? source.Origin);
            return [];
        }

        var words = new List<string>();
        for (var index = 0; index < items.Count; index++)
        {
            if (!SettingsReader.TryText(items[index], out var word) || word.Contains('\0', StringComparison.Ordinal))
            {
                reader.Report($"{Path}[{index}]", $"{items[index].Described}, not shown", "Give a string without NUL characters.", items[index].Origin);
            }
            else if (index == 0 && string.IsNullOrWhiteSpace(word))
            {
                reader.Report($"{Path}[0]", items[0].Described, "Give the name or path of a program.", items[0].Origin);
            }

            words.Add(word ?? "");
        }

        if (words is [var only] && only.Trim().Contains(' ', StringComparison.Ordinal))
        {
            reader.Warn($"{Path} is one string with spaces in it, so all of it is the name of the program. Arguments are strings of their own.");
        }

        return words;
    }

    private string? File(RawSetting.Object source)
    {
        const string Expected = "the path of a file; a relative path begins in the folder of the configuration file";
        var raw = source.Members.GetValueOrDefault(SettingNames.SecretPath);
        var remedy = $"{(raw is null ? "The key is missing. " : "")}Give {Expected}.";
        if (raw is not null && SettingsReader.TryText(raw, out var text) && FullPath.Of(text, folder) is { } path)
        {
            if (Path.EndsInDirectorySeparator(path))
            {
                remedy = "That is a folder. Name a file in it.";
            }
            else if (Path.GetFileName(text) == text && FileStamp.Of(path).Kind == FileStamp.What.Nothing)
            {
                // It may be the key itself, which would become the source's label.
                remedy = $"There is no file of that name in the folder of the configuration file. For one that comes later write ./NAME, or give {Expected}; never the key itself.";
            }
            else
            {
                return path;
            }
        }

        reader.Report(
            $"{Key}.{SettingNames.SecretPath}",
            raw is null ? null : $"{raw.Described}, not shown",
            remedy,
            raw?.Origin ?? source.Origin);
        return null;
    }
}

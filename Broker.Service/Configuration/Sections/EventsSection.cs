using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the settings of the event log: its path, rotation and chaining.</summary>
internal static class EventsSection
{
    private const string FileName = "events.jsonl";
    private const string PathExpected =
        "the path of a file in a folder that exists; a relative path begins in the folder of the configuration file";
    private const string BytesExpected = "a whole number of bytes from 4096 to 1073741824 (1 GiB), or 0 for a file of any length";
    private const string ChainExpected = "true or false; true links each line of the event log to the one before it";

    // Length of the longest line.
    private const int MinBytes = 4096;
    private const int MaxBytes = 1024 * 1024 * 1024;

    /// <summary>Reads <c>events_path</c>, <c>events_max_bytes</c>, <c>events_keep</c> and <c>events_chain</c>.</summary>
    /// <param name="path">Node of <c>events_path</c>.</param>
    /// <param name="defaultBytes">Length at which the file is rotated, unless it is configured; 0 for any length.</param>
    public static EventSettings Read(SettingsNode root, SettingsNode path, SettingsContext context, int defaultBytes)
    {
        var fullPath = ReadPath(path, context);
        var maxBytes = root.Scalar("events_max_bytes");
        var bytes = maxBytes.Integer(defaultBytes, 0, MaxBytes, BytesExpected);
        if (bytes is > 0 and < MinBytes)
        {
            maxBytes.Report(Text(bytes), $"Give {BytesExpected}.");
        }

        var keep = root.Scalar("events_keep");
        var files = keep.Integer(5, 1, EventSettings.MaxKept, "a whole number of files from 1 to 1000");
        if (keep is { IsGiven: true, IsSound: true } && bytes == 0 && maxBytes.IsSound)
        {
            keep.Warn($"{keep.Key} means nothing without {maxBytes.Key}: one event file is written, of any length.");
        }

        maxBytes.Show(Text(bytes));
        keep.Show(Text(files));
        var chain = root.Scalar("events_chain");
        var isChained = chain.Flag(ChainExpected);
        chain.Show(isChained ? "true" : "false");
        return new EventSettings { Path = fullPath, MaxBytes = bytes, Keep = files, Chain = isChained };
    }

    public static string ReadPath(SettingsNode node, SettingsContext context)
    {
        var text = node.Text("", PathExpected);
        var path = node is { IsGiven: true, IsSound: true } ? Given(node, text, context) : Default(node, context);
        if (node.IsSound && FindWrongKind(path, context) is { } problem)
        {
            node.Report(node.IsGiven ? DisplayText.Quote(text) : DisplayText.Plain(path, 400), problem);
        }

        node.Show(path);
        return path;
    }

    private static string Default(SettingsNode node, SettingsContext context)
    {
        if (ConfiguredFile.CanWriteIn(context.Folder))
        {
            return Path.Combine(context.Folder, FileName);
        }

        if (!ConfiguredFile.CanWriteIn(context.WorkingFolder))
        {
            node.Report(
                null,
                "Events have no place: neither the folder of the configuration file nor the working folder can be written."
                + " Set the key to a file in a folder that can.");
        }

        return Path.Combine(context.WorkingFolder, FileName);
    }

    private static string Given(SettingsNode node, string text, SettingsContext context)
    {
        if (ConfiguredFile.FullPath(text, context.Folder) is not { } path)
        {
            node.Report(DisplayText.Quote(text), $"Give {PathExpected}.");
            return "";
        }

        if (FindProblem(path) is { } problem)
        {
            node.Report(DisplayText.Quote(text), problem);
        }

        return path;
    }

    private static string? FindProblem(string path)
    {
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            return "That is a folder. Name a file in it.";
        }

        var folder = Path.GetDirectoryName(path);
        return Directory.Exists(folder)
            ? null
            : $"The folder {DisplayText.Plain(folder ?? path, 400)} does not exist. Create it, or give {PathExpected}.";
    }

    private static string? FindWrongKind(string path, SettingsContext context)
    {
        var stamp = FileStamp.Take(path);
        if (path.Equals(context.File, StringComparison.OrdinalIgnoreCase) || stamp.IsSameFile(FileStamp.Take(context.File)))
        {
            return "That is the configuration file itself. Name another one.";
        }

        return stamp.Kind == FileStamp.What.Other && !EventFileTarget.IsStream(EventFileTarget.Resolve(path))
            ? "That is no regular file: a folder, a pipe, a socket, a terminal or another device. Name a regular file, or one of /dev/null, /dev/stdout and /dev/stderr."
            : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

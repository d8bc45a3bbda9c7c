using System.Text;

namespace Broker.Service.Configuration.Reading;

/// <summary>Reads the configuration file. Reports a problem if that fails.</summary>
internal sealed class JsonFile(string path, SettingOrigin origin, SettingsReport report)
{
    private const string Option = "--config";

    /// <summary>Length limit of the file, in bytes. A configuration has a few hundred; a device file is endless.</summary>
    private const int MaxFileLength = 1024 * 1024;

    /// <summary>Returns the settings of the file; null if a problem was reported.</summary>
    public SourceValue? Read()
    {
        if (Content() is not { } content)
        {
            return null;
        }

        if (content.AsSpan().StartsWith<byte>([0xFF, 0xFE]) || content.AsSpan().StartsWith<byte>([0xFE, 0xFF]))
        {
            Report("The file is UTF-16. Save it as UTF-8.");
            return null;
        }

        var json = content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content.AsSpan(Encoding.UTF8.Preamble.Length) : content;
        return new JsonSource(json, path, report).Read();
    }

    private byte[]? Content()
    {
        if (Directory.Exists(path))
        {
            Report("That is a folder. Name a configuration file.");
            return null;
        }

        try
        {
            using var file = File.OpenRead(path);
            var content = new byte[MaxFileLength + 1];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length > MaxFileLength)
            {
                Report("The file is longer than 1 MiB, which no configuration of the broker is. Name another one.");
                return null;
            }

            return content[..length];
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            Report("There is no such file. Name one that exists; a relative path begins in the working folder.");
        }
        catch (UnauthorizedAccessException)
        {
            Report("The file may not be read by this user. Change its permissions, or name another one.");
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or NotSupportedException)
        {
            Report("The file cannot be read. Name one that can.");
        }

        return null;
    }

    private void Report(string remedy) =>
        report.Add(ProblemStage.File, Option, DisplayText.Plain(path, 400), remedy, origin);
}

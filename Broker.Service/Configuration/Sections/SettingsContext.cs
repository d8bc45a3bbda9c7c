namespace Broker.Service.Configuration.Sections;

/// <summary>What sections need besides their values.</summary>
/// <param name="File">Full path of the configuration file.</param>
/// <param name="WorkingFolder">Full path of the working folder.</param>
internal sealed record SettingsContext(IProcessEnvironment Environment, string File, string WorkingFolder)
{
    /// <summary>Folder of the configuration file: base of relative paths.</summary>
    public string Folder { get; } = Path.GetDirectoryName(File) ?? WorkingFolder;

    /// <summary>Returns the value of a variable; null if it is not set.</summary>
    public string? Variable(string name) => Environment.Variables.GetValueOrDefault(name);
}

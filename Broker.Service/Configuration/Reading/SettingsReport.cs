namespace Broker.Service.Configuration.Reading;

/// <summary>Collects what reading the configuration finds. Nothing in it is a secret.</summary>
internal sealed class SettingsReport
{
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly List<EffectiveSetting> _effective = [];
    private readonly List<string> _warnings = [];

    /// <summary>Everything that is wrong: first what concerns whole files and variables, then unknown keys, then values.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems => [.. _problems.OrderBy(problem => problem.Stage)];

    /// <summary>What is in effect, in the order of the documentation.</summary>
    public IReadOnlyList<EffectiveSetting> Effective => _effective;

    /// <summary>What is allowed but deserves a word.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Notes a problem.</summary>
    public void Add(ProblemStage stage, string key, string? value, string remedy, SettingOrigin origin) =>
        _problems.Add(new(DisplayText.Plain(key, stage == ProblemStage.File ? 400 : 120), value, remedy, origin, stage));

    /// <summary>Notes a problem with an environment variable. Its value is not shown: nobody knows what it was meant for.</summary>
    public void AddVariable(string name, string remedy) =>
        Add(ProblemStage.Variables, name, null, remedy, SettingOrigin.Variable(name));

    /// <summary>Notes what is in effect.</summary>
    public void Show(string key, string value, SettingOrigin origin) => _effective.Add(new(key, DisplayText.Plain(value, 4096), origin));

    /// <summary>Notes something that is allowed but deserves a word.</summary>
    public void Warn(string warning) => _warnings.Add(warning);
}

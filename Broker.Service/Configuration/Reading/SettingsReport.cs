namespace Broker.Service.Configuration.Reading;

/// <summary>Collects problems, warnings and settings in effect. Holds no secrets.</summary>
internal sealed class SettingsReport
{
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly List<EffectiveSetting> _effective = [];
    private readonly List<string> _warnings = [];

    /// <summary>Every problem, ordered by stage.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems => [.. _problems.OrderBy(problem => problem.Stage)];

    /// <summary>The settings in effect, in the order of the documentation.</summary>
    public IReadOnlyList<EffectiveSetting> Effective => _effective;

    /// <summary>What is valid but probably not intended.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public void Add(ProblemStage stage, string key, string? value, string remedy, SettingOrigin origin) =>
        _problems.Add(new(DisplayText.Plain(key, stage == ProblemStage.File ? 400 : 120), value, remedy, origin, stage));

    /// <summary>Adds a problem with an environment variable, without its value: it may be a secret.</summary>
    public void AddVariable(string name, string remedy) =>
        Add(ProblemStage.Variables, name, null, remedy, SettingOrigin.Variable(name));

    public void Show(string key, string value, SettingOrigin origin) => _effective.Add(new(key, DisplayText.Plain(value, 4096), origin));

    public void Warn(string warning) => _warnings.Add(warning);
}

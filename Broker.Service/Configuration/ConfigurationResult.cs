namespace Broker.Service.Configuration;

/// <summary>What came of reading the configuration.</summary>
internal abstract record ConfigurationResult
{
    private ConfigurationResult(string filePath) => FilePath = filePath;

    /// <summary>The configuration file in use, as a full path where one can be made of it.</summary>
    public string FilePath { get; }

    /// <summary>Every rule holds.</summary>
    internal sealed record Loaded : ConfigurationResult
    {
        /// <summary>Creates the result.</summary>
        /// <param name="filePath">The configuration file in use.</param>
        /// <param name="options">The settings.</param>
        /// <param name="settings">The settings for a reader, in the order of the documentation.</param>
        /// <param name="warnings">What is allowed but deserves a word.</param>
        public Loaded(string filePath, BrokerOptions options, IReadOnlyList<EffectiveSetting> settings, IReadOnlyList<string> warnings)
            : base(filePath) => (Options, Settings, Warnings) = (options, settings, warnings);

        /// <summary>The settings.</summary>
        public BrokerOptions Options { get; }

        /// <summary>The settings for a reader: each key, what is in effect, and where it came from.</summary>
        public IReadOnlyList<EffectiveSetting> Settings { get; }

        /// <summary>What is allowed but deserves a word, a sentence or two each.</summary>
        public IReadOnlyList<string> Warnings { get; }
    }

    /// <summary>The broker must not start.</summary>
    internal sealed record Failed : ConfigurationResult
    {
        /// <summary>Creates the result.</summary>
        /// <param name="filePath">The configuration file in use.</param>
        /// <param name="problems">Everything that is wrong.</param>
        public Failed(string filePath, IReadOnlyList<ConfigurationProblem> problems)
            : base(filePath) => Problems = problems;

        /// <summary>Everything that is wrong, at least one.</summary>
        public IReadOnlyList<ConfigurationProblem> Problems { get; }
    }
}

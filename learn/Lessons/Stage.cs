using Broker.Lessons.Running;

namespace Broker.Lessons;

/// <summary>Where a check looks for what the learner did, and how it starts a broker of its own.</summary>
internal sealed record Stage
{
    /// <summary>The repository's folder.</summary>
    public required string Repository { get; init; }

    /// <summary>The broker that the learner started.</summary>
    public Uri Broker { get; init; } = new("http://127.0.0.1:8791");

    /// <summary>The mock provider that the learner started.</summary>
    public Uri Mock { get; init; } = new("http://127.0.0.1:8792");

    /// <summary>The event log to read; null for the one that the lesson's page names.</summary>
    public string? EventsFile { get; init; }

    /// <summary>Starts a broker: the built one, unless a test puts another in its place.</summary>
    public StartBroker StartBroker { get; init; } = BrokerProcess.StartAsync;

    /// <summary>Says how old an event is.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long a check waits for a piece of an answer that a good broker has passed on already.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Folder of the configuration files that ship with the broker.</summary>
    public string BrokerConfigs => Path.Combine(Repository, "Broker.Service", "configs");

    /// <summary>Folder of the configuration files of the lessons.</summary>
    public string LessonConfigs => Path.Combine(Repository, "docs", "lessons", "configs");

    /// <summary>The event log of the app host's broker.</summary>
    public string LabEvents { get => field ?? Path.Combine(Repository, "Broker.AppHost", "artifacts", "events.jsonl"); init; }

    /// <summary>Looks for the repository from a folder upwards.</summary>
    /// <param name="folder">Where to begin.</param>
    /// <returns>A stage with the lab's own addresses; null when there is no repository.</returns>
    public static Stage? Find(string folder)
    {
        for (var candidate = new DirectoryInfo(folder); candidate is not null; candidate = candidate.Parent)
        {
            if (File.Exists(Path.Combine(candidate.FullName, "Broker.sln")))
            {
                return new Stage { Repository = candidate.FullName };
            }
        }

        return null;
    }
}

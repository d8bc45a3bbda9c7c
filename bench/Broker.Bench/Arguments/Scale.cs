namespace Broker.Bench.Arguments;

/// <summary>How long a run may take: how many rounds, and how long each load lasts.</summary>
/// <param name="Rounds">Rounds of each figure that is measured under load.</param>
/// <param name="Seconds">How long one load lasts.</param>
/// <param name="Starts">How often a broker is started for the start-up time.</param>
/// <param name="FirstChunks">Streams begun in each round for the time to the first chunk.</param>
/// <param name="StreamRounds">Rounds of opening many streams.</param>
internal sealed record Scale(int Rounds, int Seconds, int Starts, int FirstChunks, int StreamRounds)
{
    /// <summary>About two minutes.</summary>
    public static Scale Quick { get; } = new(2, 1, 3, 20, 1);

    /// <summary>Several minutes.</summary>
    public static Scale Usual { get; } = new(3, 3, 7, 40, 1);

    /// <summary>A quarter of an hour.</summary>
    public static Scale Full { get; } = new(9, 3, 15, 60, 3);
}

namespace Broker.Tests.Fuzzing.Model;

/// <summary>What becomes of a connection after an answer.</summary>
internal enum Closing
{
    /// <summary>It goes on.</summary>
    Never,

    /// <summary>HTTP leaves it open to the server.</summary>
    Perhaps,

    /// <summary>It ends.</summary>
    Surely,
}

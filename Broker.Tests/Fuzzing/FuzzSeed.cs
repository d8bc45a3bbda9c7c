using System.Globalization;
using System.Security.Cryptography;

namespace Broker.Tests.Fuzzing;

/// <summary>Where a run begins: anew each time, or where <c>BROKER_FUZZ_SEED</c> says. <c>BROKER_FUZZ_REQUESTS</c> makes it longer.</summary>
internal static class FuzzSeed
{
    /// <summary>The variable that repeats a run.</summary>
    public const string Variable = "BROKER_FUZZ_SEED";

    private const int Usual = 5_000;

    /// <summary>The seed of this run.</summary>
    public static ulong Value { get; } = ulong.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
        ? given
        : BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));

    /// <summary>How many requests each of the two brokers gets.</summary>
    public static int Requests { get; } = int.TryParse(Environment.GetEnvironmentVariable("BROKER_FUZZ_REQUESTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        ? asked
        : Usual;

    /// <summary>Whether a longer run than the usual is asked for.</summary>
    public static bool IsLong => Requests > Usual;
}

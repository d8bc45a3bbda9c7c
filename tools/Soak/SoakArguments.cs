using System.Globalization;

namespace Broker.Soak;

/// <summary>What a run is asked for.</summary>
/// <param name="Duration">How long it takes.</param>
/// <param name="Rate">How many requests a second it tries to send.</param>
internal sealed record SoakArguments(TimeSpan Duration, int Rate)
{
    /// <summary>How to ask.</summary>
    public const string Help = "usage: dotnet run --project tools/Soak -- [--minutes 0.5 … 120, default 10] [--rate 1 … 2000 requests a second, default 120]";

    /// <summary>Reads the command line; null when it cannot be read.</summary>
    public static SoakArguments? Parse(string[] args)
    {
        var asked = new SoakArguments(TimeSpan.FromMinutes(10), 120);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            switch (args[i])
            {
                case "--minutes" when value is >= 0.5 and <= 120:
                    asked = asked with { Duration = TimeSpan.FromMinutes(value) };
                    break;
                case "--rate" when value is >= 1 and <= 2000:
                    asked = asked with { Rate = (int)value };
                    break;
                default:
                    return null;
            }
        }

        return asked;
    }
}

using System.Globalization;
using System.Text;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>Fits values into the height of a chart, with round numbers at its lines.</summary>
internal sealed class ChartScale
{
    /// <summary>Width of the drawing in its own units.</summary>
    public const int Width = 600;

    /// <summary>Height of the drawing in its own units.</summary>
    public const int Height = 200;

    private const int Steps = 4;
    private readonly double _least;
    private readonly double _step;

    /// <summary>Makes room for all values, and for zero.</summary>
    /// <param name="values">The values.</param>
    public ChartScale(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty().ToArray();
        var (least, most) = (Math.Min(0, finite.Min()), Math.Max(0, finite.Max()));
        _step = Round((most - least) / Steps);
        _least = Math.Floor(least / _step) * _step;
        if (_least + (_step * Steps) < most)
        {
            _step = Round(_step * 1.01);
            _least = Math.Floor(least / _step) * _step;
        }
    }

    /// <summary>The numbers at the lines, from above.</summary>
    public IReadOnlyList<double> Marks => [.. Enumerable.Range(0, Steps + 1).Reverse().Select(step => _least + (_step * step))];

    /// <summary>The path of a line, broken where values are missing.</summary>
    /// <param name="values">Its values.</param>
    public string Path(IReadOnlyList<double?> values)
    {
        var (path, open) = (new StringBuilder(), false);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value && double.IsFinite(value))
            {
                path.Append(CultureInfo.InvariantCulture, $"{(open ? 'L' : 'M')}{X(i, values.Count)} {Y(value)}");

                // A value alone is drawn as a dot: a line of no length with round ends.
                path.Append(open || (i + 1 < values.Count && values[i + 1] is not null) ? "" : "h0");
                open = true;
            }
            else
            {
                open = false;
            }
        }

        return path.ToString();
    }

    private static string X(int index, int count) => ((index + 0.5) * Width / count).ToString("0.##", CultureInfo.InvariantCulture);

    private string Y(double value) => (Height - (Math.Clamp((value - _least) / (_step * Steps), 0, 1) * Height)).ToString("0.##", CultureInfo.InvariantCulture);

    // The next of 1, 2, 2.5, 5 times a power of ten.
    private static double Round(double step)
    {
        if (!double.IsFinite(step) || step <= double.Epsilon * 1e10)
        {
            return 0.25;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 2.5 => 2.5 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>The part of a long list that a browser shows, and the rows that are made for it.</summary>
internal sealed class RowsInView
{
    private const int Spare = 16;
    private const int FirstShown = 48;
    private const double FirstHeight = 36;

    private int _first;
    private int _count = FirstShown - Spare;
    private double _height = FirstHeight;
    private object? _topKey;

    /// <summary>The rows that are made.</summary>
    public RowWindow Window { get; private set; } = new(0, 0);

    /// <summary>A browser said what it shows.</summary>
    /// <param name="first">The first row in view.</param>
    /// <param name="count">How many are.</param>
    /// <param name="height">How high each is, in pixels.</param>
    /// <param name="rows">The list.</param>
    public void Show(int first, int count, double height, IKeyedRows rows)
    {
        (_first, _count) = (Math.Clamp(first, 0, Math.Max(0, rows.Count - 1)), count);
        _height = double.IsFinite(height) && height > 0 ? height : FirstHeight;
        Settle(rows);
    }

    /// <summary>The list became another one.</summary>
    /// <param name="rows">The list.</param>
    public void Follow(IKeyedRows rows)
    {
        // Who scrolled down to read keeps the same rows: the browser holds on to one that stays.
        if (_first > 0 && _topKey is not null && !_topKey.Equals(rows.KeyAt(_first)) && rows.IndexOf(_topKey) is >= 0 and var top)
        {
            _first = top;
        }

        Settle(rows);
    }

    /// <summary>The height of rows that are not made.</summary>
    /// <param name="rows">How many.</param>
    public string Pixels(int rows) => FormattableString.Invariant($"{Math.Max(0, rows) * _height:0.##}");

    private void Settle(IKeyedRows rows)
    {
        _topKey = rows.KeyAt(_first);
        Window = RowWindow.Of(_first, _count, Spare, rows.Count);
    }
}

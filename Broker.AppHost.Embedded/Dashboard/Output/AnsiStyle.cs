namespace Broker.AppHost.Embedded.Dashboard.Output;

/// <summary>The look that a terminal would give to what follows.</summary>
internal sealed class AnsiStyle
{
    private const int Extended = 38;
    private const int ExtendedGround = 48;
    private int? _ink;
    private int? _ground;
    private bool _bold;
    private bool _faint;
    private bool _italic;
    private bool _underlined;

    /// <summary>Its style classes.</summary>
    public string Classes => string.Join(' ', ClassList());

    /// <summary>Takes in the numbers of one "select graphic rendition" sequence.</summary>
    /// <param name="codes">Its parameters, as in <c>1;31</c>.</param>
    public void Apply(ReadOnlySpan<char> codes)
    {
        var rest = new Queue<int>();
        foreach (var range in codes.Split(';'))
        {
            rest.Enqueue(codes[range].IsEmpty ? 0 : int.TryParse(codes[range], out var code) ? code : -1);
        }

        while (rest.TryDequeue(out var code))
        {
            Apply(code, rest);
        }
    }

    private void Apply(int code, Queue<int> rest)
    {
        switch (code)
        {
            case 0:
                (_ink, _ground, _bold, _faint, _italic, _underlined) = (null, null, false, false, false, false);
                break;
            case 1: _bold = true; break;
            case 2: _faint = true; break;
            case 3: _italic = true; break;
            case 4: _underlined = true; break;
            case 22: (_bold, _faint) = (false, false); break;
            case 23: _italic = false; break;
            case 24: _underlined = false; break;
            case 39: _ink = null; break;
            case 49: _ground = null; break;
            case >= 30 and <= 37: _ink = code - 30; break;
            case >= 90 and <= 97: _ink = code - 90 + 8; break;
            case >= 40 and <= 47: _ground = code - 40; break;
            case >= 100 and <= 107: _ground = code - 100 + 8; break;
            case Extended: _ink = ReadExtended(rest) ?? _ink; break;
            case ExtendedGround: _ground = ReadExtended(rest) ?? _ground; break;
        }
    }

    // Of the many colours only the sixteen that have a class are shown; the numbers of the others are passed over.
    private static int? ReadExtended(Queue<int> rest)
    {
        var (kind, count) = rest.TryDequeue(out var value) ? (value, value switch { 5 => 1, 2 => 3, _ => 0 }) : (0, 0);
        var first = -1;
        for (var i = 0; i < count && rest.TryDequeue(out var number); i++)
        {
            first = i == 0 ? number : first;
        }

        return kind == 5 && first is >= 0 and < 16 ? first : null;
    }

    private IEnumerable<string> ClassList()
    {
        if (_ink is { } ink)
        {
            yield return $"ink-{ink}";
        }

        if (_ground is { } ground)
        {
            yield return $"ground-{ground}";
        }

        if (_bold)
        {
            yield return "bold";
        }

        if (_faint)
        {
            yield return "faint";
        }

        if (_italic)
        {
            yield return "italic";
        }

        if (_underlined)
        {
            yield return "underlined";
        }
    }
}

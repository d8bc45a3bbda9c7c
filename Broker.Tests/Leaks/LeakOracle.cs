using System.Buffers;
using System.Collections.Concurrent;
using MockProvider;

namespace Broker.Tests.Leaks;

/// <summary>
/// Looks for canaries in whatever it is shown, and remembers where it saw one. What the tests' infrastructure gets from the product goes
/// through <see cref="OfThisRun"/>; what an upstream gets does not, since the key belongs there.
/// </summary>
internal sealed class LeakOracle
{
    private readonly ConcurrentDictionary<string, byte> _sightings = new();
    private readonly ConcurrentDictionary<string, byte> _places = new();
    private readonly (string Name, string Text)[] _forms;
    private readonly SearchValues<string> _search;

    public LeakOracle(params IReadOnlyList<Canary> canaries)
    {
        _forms = [.. canaries.SelectMany(canary => canary.Forms().Select(form => ($"the {canary.Name} ({form.Form})", form.Text)))];
        _search = SearchValues.Create([.. _forms.Select(form => form.Text)], StringComparison.Ordinal);
        LongestForm = _forms.Max(form => form.Text.Length);
    }

    /// <summary>The oracle that decides over the run: see <see cref="LeakVerdict"/>.</summary>
    public static LeakOracle OfThisRun { get; } = new(
        new Canary("provider key", Canaries.Key),
        new Canary("caller token", Canaries.Token),
        new Canary("lab's provider key", MockProviderOptions.DefaultApiKey));

    /// <summary>Where canaries were seen: place, test and form, never the value.</summary>
    public IReadOnlyList<string> Sightings => [.. _sightings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What it was shown so far.</summary>
    public IReadOnlyList<string> Places => [.. _places.Keys];

    /// <summary>Length of the longest form: what has to be kept of a text that goes on.</summary>
    public int LongestForm { get; }

    /// <summary>Whether there is a canary in a text. Nothing is remembered.</summary>
    public bool Finds(ReadOnlySpan<char> text) => text.ContainsAny(_search);

    /// <summary>Looks at a whole text.</summary>
    public void See(string place, ReadOnlySpan<char> text)
    {
        _places.TryAdd(place, 0);
        for (var at = text.IndexOfAny(_search); at >= 0;)
        {
            Remember(place, text[at..]);
            text = text[(at + 1)..];
            at = text.IndexOfAny(_search);
        }
    }

    /// <summary>Looks at whole bytes.</summary>
    public void See(string place, ReadOnlySpan<byte> bytes) => Follow(place).Add(bytes);

    /// <summary>Looks at a file, whoever else has it open.</summary>
    public void SeeFile(string place, string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var search = Follow(place);
        var buffer = new byte[16 * 1024];
        while (file.Read(buffer) is > 0 and var read)
        {
            search.Add(buffer.AsSpan(0, read));
        }
    }

    /// <summary>Begins to look at a text that comes in pieces.</summary>
    public LeakSearch Follow(string place) => new(this, place);

    private void Remember(string place, ReadOnlySpan<char> from)
    {
        // A method's name, not a display name: that can have a canary among its arguments.
        var test = TestContext.Current.TestMethod is { } method ? $" in {method.TestClass.TestClassSimpleName}.{method.MethodName}" : "";
        foreach (var (name, text) in _forms)
        {
            if (from.StartsWith(text, StringComparison.Ordinal))
            {
                _sightings.TryAdd($"{place}{test}: {name}", 0);
                return;
            }
        }
    }
}

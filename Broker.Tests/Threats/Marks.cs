namespace Broker.Tests.Threats;

/// <summary>Marked values that go into a broker, and the search for them in what comes out. Each test has its own.</summary>
internal sealed class Marks
{
    /// <summary>What all of them hold.</summary>
    public string Text { get; } = Guid.NewGuid().ToString("N");

    /// <summary>A provider key.</summary>
    public string Key => $"sk-key-{Text}";

    /// <summary>A caller token.</summary>
    public string Token => $"token-{Text}";

    /// <summary>Part of a body.</summary>
    public string Prompt => $"prompt-{Text}";

    /// <summary>Part of a query.</summary>
    public string Query => $"query-{Text}";

    /// <summary>Fails when there is a mark, and shows where.</summary>
    public void AssertAbsent(string text)
    {
        var at = text.IndexOf(Text, StringComparison.Ordinal);
        Assert.True(at < 0, at < 0 ? "" : $"Found a mark: {text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 50)]}");
    }
}

namespace MockProvider.Schemas;

/// <summary>What a schema may cost: references can make a page of text stand for more values than there is memory, or for no end of them.</summary>
internal sealed class MakingBudget
{
    private const int MostSteps = 20_000;
    private const int DeepestNesting = 60;
    private const int RoundsOfAReference = 2;
    private const int LettersPerStep = 100;

    private readonly List<string> _followed = ["#"];
    private int _steps;
    private int _depth;

    /// <summary>Whether a recursion is under way, in which only what must be there is made, so that it ends.</summary>
    public bool IsClosing => _followed.Distinct().Count() < _followed.Count;

    /// <summary>One value more, and its parts until it is left again.</summary>
    public bool TryEnter()
    {
        if (++_steps > MostSteps || _depth == DeepestNesting)
        {
            return false;
        }

        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    public void Spend(string text) => _steps += text.Length / LettersPerStep;

    public bool TryFollow(string reference)
    {
        if (_followed.Count(other => other == reference) >= RoundsOfAReference)
        {
            return false;
        }

        _followed.Add(reference);
        return true;
    }

    public void Return() => _followed.RemoveAt(_followed.Count - 1);
}

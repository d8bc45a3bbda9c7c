namespace Broker.Lessons.Checks;

/// <summary>
/// Tells whether a lesson worked. It looks at what the learner's own run left (events, the mock's journal), and then does the
/// exercise once more by itself, with a broker on a free port.
/// </summary>
/// <param name="number">Its number, as in the page's name.</param>
/// <param name="title">Its name, as on the page.</param>
internal abstract class LessonCheck(int number, string title)
{
    /// <summary>Every check, in the order of the lessons.</summary>
    public static IReadOnlyList<LessonCheck> All { get; } =
    [
        new DryRunCheck(),
        new RejectedRequestsCheck(),
        new KeySourcesCheck(),
        new StreamingCheck(),
        new SecretCommandCheck(),
        new DnsRebindingCheck(),
        new RedirectCheck(),
        new RotatedKeyCheck(),
        new TwoProvidersCheck(),
    ];

    /// <summary>Its number.</summary>
    public int Number => number;

    /// <summary>Its name.</summary>
    public string Title => title;

    /// <summary>Looks, one thing after the other; what comes after a finding that does not hold is of no interest.</summary>
    /// <param name="stage">Where to look.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract IAsyncEnumerable<Finding> LookAsync(Stage stage, CancellationToken cancellationToken);
}

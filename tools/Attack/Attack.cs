namespace Broker.Attacks;

/// <summary>One way to break a broker.</summary>
/// <param name="Id">The threat's id.</param>
/// <param name="Name">What is tried, in a few words.</param>
internal abstract record Attack(string Id, string Name)
{
    /// <summary>Without what it shows nothing.</summary>
    public virtual Needs Needs { get; init; } = Needs.Service;

    /// <summary>Plays it and judges what came of it.</summary>
    public async Task<Finding> TryAsync(Scene scene, CancellationToken cancellationToken) =>
        Missing(scene) is { } missing ? Finding.NotTried(missing) : await PlayAsync(scene, cancellationToken);

    /// <summary>Plays it and judges what came of it.</summary>
    protected abstract Task<Finding> PlayAsync(Scene scene, CancellationToken cancellationToken);

    private string? Missing(Scene scene) => this switch
    {
        _ when Needs.HasFlag(Needs.Service) && !scene.IsServed => $"an ordinary request is not served either ({scene.Served.CameBack})",
        _ when Needs.HasFlag(Needs.Path) && !scene.IsServed && !scene.AsksForTokens => $"the path is refused to everybody ({scene.Served.CameBack}): name another with --path",
        _ when Needs.HasFlag(Needs.Questions) && !scene.AsksForTokens => "it asks nobody for a token",
        _ when Needs.HasFlag(Needs.Token) && scene.Settings.Token is null => "give a token that it accepts: --token",
        _ when Needs.HasFlag(Needs.Recorder) && scene.Upstream is null => "needs a recorder in the upstream's place: --upstream-port",
        _ when Needs.HasFlag(Needs.Recorder) && scene.Served.Upstream.Count == 0 => $"an ordinary request does not reach the recorder: point the broker at http://{scene.Upstream!.Url.Authority}",
        _ when Needs.HasFlag(Needs.Key) && scene.Key is null => "no provider key came to the recorder",
        _ => null,
    };
}

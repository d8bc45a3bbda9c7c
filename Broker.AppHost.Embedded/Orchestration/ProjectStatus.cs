namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Where a project is in its life, and how well it is. Safe to read from any thread; its runner alone writes.</summary>
/// <param name="health">How well it is before anybody asked; null when nobody will.</param>
internal sealed class ProjectStatus(string? health)
{
    private volatile string _state = "Waiting";
    private volatile string? _health = health;

    /// <summary>Raised from any thread when something is another, or can be done that could not.</summary>
    public event Action? Changed;

    /// <summary>Where it is in its life, in words.</summary>
    public string State
    {
        get => _state;
        set
        {
            _state = value;
            Tell();
        }
    }

    /// <summary>Whether it is well, in a word; null when nobody asks.</summary>
    public string? Health
    {
        get => _health;
        set
        {
            if (_health != value)
            {
                _health = value;
                Tell();
            }
        }
    }

    /// <summary>Raises <see cref="Changed"/>.</summary>
    public void Tell() => Changed?.Invoke();
}

namespace Broker.Soak;

/// <summary>The provider's key, in a file that the broker's secret command prints, and another one every now and then.</summary>
internal sealed class RotatingKey
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(20);

    /// <summary>Writes the first key.</summary>
    public RotatingKey(string path)
    {
        Path = path;
        Current = "";
        Change();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The key that is accepted now.</summary>
    public string Current { get; private set; }

    /// <summary>How often it was changed.</summary>
    public int Rotations { get; private set; } = -1;

    /// <summary>Changes it again and again.</summary>
    public async Task RotateAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Life);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Change();
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up.
        }
    }

    private void Change()
    {
        var next = $"sk-soak-{Guid.NewGuid():N}";
        File.WriteAllText(Path + ".new", next);
        File.Move(Path + ".new", Path, overwrite: true);
        Current = next;
        Rotations++;
    }
}

using System.Diagnostics;

namespace Broker.Tests.AppHost;

/// <summary>The processes of this machine, asked whether they still live.</summary>
internal static class ProcessList
{
    /// <summary>Waits until none of <paramref name="ids"/> lives.</summary>
    public static async Task WaitForEndAsync(IReadOnlyList<int> ids, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        while (ids.Any(IsAlive))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            // Where nobody inherits the children of a killed process, they stay listed after their end.
            return !OperatingSystem.IsLinux() || !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}

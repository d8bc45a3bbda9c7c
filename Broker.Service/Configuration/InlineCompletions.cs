namespace Broker.Service.Configuration;

/// <summary>
/// Lets the threads that learn of a socket's news go on with what waits for it. A hop to another thread costs more than most
/// steps of a request (docs/performance.md). What takes long leaves these threads: the check of a long body, the fetch of a key.
/// </summary>
internal static class InlineCompletions
{
    // The runtime offers no other way, and reads it when the first socket is made. Elsewhere than on Linux and macOS it does nothing.
    private const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Does so unless the environment says otherwise. Programs that the broker starts do not inherit it.</summary>
    public static void Enable()
    {
        if (Environment.GetEnvironmentVariable(Switch) is null)
        {
            Environment.SetEnvironmentVariable(Switch, "1");
        }
    }
}

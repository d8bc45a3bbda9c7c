namespace Broker.AppHost.Embedded.Dashboard.Pages;

/// <summary>Gives each state of a resource its colour.</summary>
internal static class StateTone
{
    /// <summary>The style class that carries the colour.</summary>
    /// <param name="state">The state, in the engine's words.</param>
    public static string Of(string state) => state switch
    {
        "Running" => "good",
        "Waiting" or "Starting" or "Stopping" => "busy",
        _ when state.StartsWith("Exited", StringComparison.Ordinal) && state != "Exited (0)" => "bad",
        _ when state.StartsWith("Failed", StringComparison.Ordinal) => "bad",
        _ => "calm",
    };
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The ways in which a command ends.</summary>
public static class CommandResults
{
    /// <summary>It did what it was for.</summary>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>It did what it was for, and there is something to see.</summary>
    /// <param name="message">What to tell, in a line.</param>
    /// <param name="result">What to see.</param>
    /// <param name="resultFormat">How to read it.</param>
    /// <param name="displayImmediately">Whether to show it unasked.</param>
    public static ExecuteCommandResult Success(string message, string result, CommandResultFormat resultFormat, bool displayImmediately) => new()
    {
        Success = true,
        Message = message,
        Data = new CommandResultData { Value = result, Format = resultFormat, DisplayImmediately = displayImmediately },
    };

    /// <summary>It did not.</summary>
    /// <param name="errorMessage">Why not, in a line.</param>
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, Message = errorMessage };

    /// <summary>It did not, and there is something to see.</summary>
    /// <param name="errorMessage">Why not, in a line.</param>
    /// <param name="result">What to see.</param>
    /// <param name="resultFormat">How to read it.</param>
    public static ExecuteCommandResult Failure(string errorMessage, string result, CommandResultFormat resultFormat = CommandResultFormat.Text) => new()
    {
        Success = false,
        Message = errorMessage,
        Data = new CommandResultData { Value = result, Format = resultFormat },
    };
}

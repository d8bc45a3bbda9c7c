using System.CommandLine;

namespace Broker.Wire;

/// <summary>Rules for the values of options.</summary>
internal static class OptionExtensions
{
    /// <summary>Refuses a value that cannot be read, or is not good.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isGood">Whether a value is good; it is asked about the default too.</param>
    /// <param name="problem">What is said otherwise.</param>
    public static void Require<T>(this Option<T> option, Func<T?, bool> isGood, string problem) => option.Validators.Add(found =>
    {
        try
        {
            if (!isGood(found.GetValueOrDefault<T>()))
            {
                found.AddError(problem);
            }
        }
        catch (InvalidOperationException)
        {
            found.AddError(problem);
        }
    });
}

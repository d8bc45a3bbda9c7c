using System.Runtime.ExceptionServices;
using Broker.Tests.Leaks;

[assembly: AssemblyFixture(typeof(LeakVerdict))]

namespace Broker.Tests.Leaks;

/// <summary>Speaks when all tests are done: the run fails if a canary was seen anywhere. Meanwhile it listens to every exception of the product.</summary>
public sealed class LeakVerdict : IDisposable
{
    private static readonly string[] OfTests = ["xunit", "FsCheck", "FSharp", "Broker.Tests"];

    [ThreadStatic]
    private static bool _looking;

    public LeakVerdict() => AppDomain.CurrentDomain.FirstChanceException += OnException;

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= OnException;
        if (LeakOracle.OfThisRun.Sightings is { Count: > 0 } sightings)
        {
            throw new InvalidOperationException($"The product let a secret out:\n  {string.Join("\n  ", sightings)}");
        }
    }

    private static void OnException(object? sender, FirstChanceExceptionEventArgs happened)
    {
        if (_looking)
        {
            return;
        }

        _looking = true;
        try
        {
            // Assertions show what they compared: those of a test that fails are none of the product's.
            var exception = happened.Exception;
            if (LeakOracle.OfThisRun.Finds(exception.Message) && exception.Source is { } source && !OfTests.Any(name => source.StartsWith(name, StringComparison.Ordinal)))
            {
                LeakOracle.OfThisRun.See($"text of {exception.GetType().Name} from {source}", exception.Message);
            }
        }
        finally
        {
            _looking = false;
        }
    }
}

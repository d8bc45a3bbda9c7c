using System.Text.RegularExpressions;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.SampleHosts;

/// <summary>The sample host as a child process, with nothing of the developer's settings in its environment.</summary>
internal static partial class SampleHostChild
{
    public static ChildProgram Start(string[] arguments, params (string Name, string Value)[] variables) => ChildProgram.Start(
        ChildProgram.DotNet,
        [Path.Combine(AppContext.BaseDirectory, "SampleHost.dll"), .. arguments],
        new ChildSettings
        {
            Inherits = ChildSettings.AllButOurs,
            Variables = variables.Select(variable => (variable.Name, (string?)variable.Value)),
            Hear = line => LeakOracle.OfThisRun.See("output of a sample host", line),
        });

    /// <summary>The address it serves its commands at.</summary>
    public static async Task<Uri> ListenAsync(this ChildProgram host) => new(Listening().Match(await host.WaitForLineAsync(Listening().IsMatch, Patience.Token)).Value);

    /// <summary>Waits for its end.</summary>
    public static Task<ChildEnd> EndAsync(this ChildProgram host) => host.EndAsync(Patience.Token);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}

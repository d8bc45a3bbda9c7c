using System.Security.Cryptography;
using System.Text.Json;
using Broker.AppHost.Embedded.Dashboard.Commands;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages;

/// <summary>Tells an open page whether there is anything new.</summary>
/// <param name="store">The telemetry, which counts its changes.</param>
/// <param name="resources">The resources, which do not: they are compared.</param>
/// <param name="runner">Knows what came of commands.</param>
internal sealed class LiveVersion(TelemetryStore store, IResourceSource resources, CommandRunner runner)
{
    /// <summary>Another text whenever a page would show something else.</summary>
    public string Now
    {
        get
        {
            var shown = resources.Resources.Select(view => new { view, last = runner.LastOf(view.Name) });
            var digest = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown));
            return $"{store.Version}-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}";
        }
    }
}

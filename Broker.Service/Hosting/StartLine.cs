using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Policy;

namespace Broker.Service.Hosting;

/// <summary>The first line on standard output: the broker accepts requests, and this is how it is set up.</summary>
internal static class StartLine
{
    /// <summary>The line, with its line break.</summary>
    /// <param name="policy">What is in force.</param>
    /// <param name="address">Where the broker listens.</param>
    public static ReadOnlyMemory<byte> Create(BrokerPolicy policy, ListenAddress address)
    {
        var line = BrokerJson.Line(json =>
        {
            json.WriteBoolean("ok", true);
            json.WriteString("listen", address.Url);
            json.WriteString("mode", policy.Mode.Text());
            if (policy.IsGeneral)
            {
                json.WriteStrings("upstreams", policy.Upstreams.Select(upstream => upstream.Name));
            }
            else
            {
                json.WriteStrings("allowed_paths", policy.Routes.Entries);
            }
        });
        return (byte[])[.. line.Span, (byte)'\n'];
    }
}

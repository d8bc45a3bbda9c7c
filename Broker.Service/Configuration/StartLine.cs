using Broker.Service.Errors;

namespace Broker.Service.Configuration;

/// <summary>The first line on standard output: the broker accepts requests, and this is how it is set up.</summary>
internal static class StartLine
{
    /// <summary>The line, with its line break.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="address">Where the broker listens.</param>
    public static ReadOnlyMemory<byte> Create(BrokerOptions options, ListenAddress address)
    {
        var line = BrokerJson.Line(json =>
        {
            json.WriteBoolean("ok", true);
            json.WriteString("listen", address.Url);
            json.WriteString("mode", options.Mode.Text());
            json.WriteStartArray("allowed_paths");
            foreach (var path in options.AllowedPaths)
            {
                json.WriteStringValue(path.Entry);
            }

            json.WriteEndArray();
        });
        return (byte[])[.. line.Span, (byte)'\n'];
    }
}

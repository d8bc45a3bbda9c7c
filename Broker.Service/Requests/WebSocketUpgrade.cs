namespace Broker.Service.Requests;

/// <summary>Recognises a GET that requests a WebSocket upgrade (RFC 6455, section 4.1).</summary>
internal static class WebSocketUpgrade
{
    public static bool IsRequested(IHeaderDictionary headers) =>
        Names(headers.Upgrade, "websocket") && Names(headers.Connection, "upgrade");

    private static bool Names(IEnumerable<string?> values, string token) => values
        .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries))
        .Contains(token, StringComparer.OrdinalIgnoreCase);
}

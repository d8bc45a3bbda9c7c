namespace Broker.Service.Requests;

/// <summary>Recognises a GET that asks to become a WebSocket (RFC 6455, section 4.1).</summary>
internal static class WebSocketUpgrade
{
    /// <summary>Returns true if these headers ask for it.</summary>
    /// <param name="headers">Request headers.</param>
    public static bool IsAskedFor(IHeaderDictionary headers) =>
        Names(headers.Upgrade, "websocket") && Names(headers.Connection, "upgrade");

    private static bool Names(IEnumerable<string?> values, string token) => values
        .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries))
        .Contains(token, StringComparer.OrdinalIgnoreCase);
}

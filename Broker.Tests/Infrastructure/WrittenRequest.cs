using System.Globalization;
using System.Text;
using Broker.Tests.Leaks;

namespace Broker.Tests.Infrastructure;

/// <summary>Requests written out by hand, for what an HTTP client would not send.</summary>
internal static class WrittenRequest
{
    /// <summary>A request on a connection of its own.</summary>
    /// <param name="broker">Whom it is for.</param>
    /// <param name="start">Method and target, such as <c>POST /v1/responses</c>.</param>
    /// <param name="body">Body, one byte for each character; announced by its length unless empty.</param>
    /// <param name="headers">Further header lines; a <c>Host</c> among them takes the place of the right one, and the run's own
    /// token and key that of the written ones.</param>
    public static string Text(RunningBroker broker, string start, string body = "", params string[] headers)
    {
        var text = new StringBuilder($"{start} HTTP/1.1\r\nConnection: {(Has(headers, "Upgrade") ? "upgrade, " : "")}close\r\n");
        if (!Has(headers, "Host"))
        {
            text.Append(CultureInfo.InvariantCulture, $"Host: {broker.Url.Authority}\r\n");
        }

        if (body.Length > 0 && !Has(headers, "Transfer-Encoding") && !Has(headers, "Content-Length"))
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        foreach (var header in headers)
        {
            text.Append(Canaries.In(header)).Append("\r\n");
        }

        return text.Append("\r\n").Append(body).ToString();
    }

    /// <summary>Sends it and takes the answer apart.</summary>
    public static async Task<RawAnswer> SendAsync(RunningBroker broker, string start, string body = "", params string[] headers) =>
        RawAnswer.Parse(await broker.SendRawAsync(Text(broker, start, body, headers), TestContext.Current.CancellationToken));

    private static bool Has(string[] headers, string name) =>
        headers.Any(header => header.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
}

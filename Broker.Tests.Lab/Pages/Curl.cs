using System.Globalization;
using System.Text;

namespace Broker.Tests.Lab.Pages;

/// <summary>Sends what a curl line would send and prints what curl would print, without curl.</summary>
internal static class Curl
{
    private static readonly string[] Flags = ["-i", "-s", "-N", "-L"];
    private static readonly string[] Options = ["-X", "-H", "-d"];

    public static async Task<string> RunAsync(PageCommand command, Addresses addresses, CancellationToken cancellationToken)
    {
        var data = command.After("-d");
        using var request = new HttpRequestMessage(new HttpMethod(command.After("-X") ?? (data is null ? "GET" : "POST")), addresses.ToReal(Url(command)));
        if (data is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(addresses.ToReal(data)));
        }

        foreach (var header in command.Values("-H"))
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            Assert.True(request.Headers.TryAddWithoutValidation(name, value) || request.Content!.Headers.TryAddWithoutValidation(name, value), header);
        }

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = command.Words.Contains("-L") });
        using var answer = await client.SendAsync(request, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        return command.Words.Contains("-i") ? Head(answer) + body : body;
    }

    private static string Url(PageCommand command)
    {
        var rest = new List<string>();
        for (var i = 1; i < command.Words.Count; i++)
        {
            if (Options.Contains(command.Words[i]))
            {
                i++;
            }
            else if (!Flags.Contains(command.Words[i]))
            {
                rest.Add(command.Words[i]);
            }
        }

        return Assert.Single(rest);
    }

    private static string Head(HttpResponseMessage answer)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/{answer.Version} {(int)answer.StatusCode} {answer.ReasonPhrase}\n");
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", values)}\n");
        }

        return head.Append('\n').ToString();
    }
}

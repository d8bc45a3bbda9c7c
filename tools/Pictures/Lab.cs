using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broker.Wire;

namespace Broker.Pictures;

/// <summary>The lab, started as the README says.</summary>
internal sealed partial class Lab : IAsyncDisposable
{
    /// <summary>The broker, where the pages say.</summary>
    public static readonly Uri Broker = new("http://127.0.0.1:8791");

    /// <summary>The mock provider, where the pages say.</summary>
    public static readonly Uri Mock = new("http://127.0.0.1:8792");

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly ChildProgram _program;

    private Lab(ChildProgram program, Uri login) => (_program, Login) = (program, login);

    /// <summary>The address that signs in to the dashboard.</summary>
    public Uri Login { get; }

    /// <summary>Asks whatever is to be asked.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });

    /// <summary>Starts it.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <param name="profile">The launch profile; null for the first one.</param>
    public static async Task<Lab> StartAsync(string repository, string? profile = null)
    {
        string[] further = profile is null ? [] : ["--launch-profile", profile];
        var program = ChildProgram.Start(
            "dotnet", ["run", "--project", "Broker.AppHost", .. further], new ChildSettings { Folder = repository, Inherits = ChildSettings.AllButOurs });
        using var patience = new CancellationTokenSource(Longest);
        var login = await program.WaitForLineAsync(LoginAddress().IsMatch, patience.Token);
        await program.WaitForLineAsync(line => line.Contains("curl", StringComparison.Ordinal), patience.Token);
        return new(program, new(LoginAddress().Match(login).Value));
    }

    /// <summary>Sends a chat to a broker.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="streamed">True for an answer in pieces.</param>
    /// <param name="host">What the <c>Host</c> header says, if not the broker's address.</param>
    /// <param name="token">The caller token.</param>
    /// <returns>The trace that it made.</returns>
    public async Task<string> ChatAsync(string question, bool streamed = false, string? host = null, string token = "lab-caller-token")
    {
        var trace = Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Broker, "/v1/chat/completions"))
        {
            Headers = { { "X-Broker-Token", token }, { "traceparent", $"00-{trace}-{trace[..16]}-01" } },
            // A body of known length, as curl sends it.
            Content = new StringContent(
                JsonSerializer.Serialize(new { model = "gpt-4o-mini", stream = streamed, messages = new[] { new { role = "user", content = question } } }), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "curl/8.5.0");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.Host = host;
        using var answer = await Http.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        return trace;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _program.DisposeAsync();
    }

    [GeneratedRegex(@"http://\S+/login\?t=\S+")]
    private static partial Regex LoginAddress();
}

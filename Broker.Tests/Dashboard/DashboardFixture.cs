using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Broker.AppHost.Embedded.Dashboard;
using Broker.AppHost.Embedded.Dashboard.Scan;
using Broker.AppHost.Embedded.Dashboard.Store;
using Google.Protobuf;

namespace Broker.Tests.Dashboard;

/// <summary>A dashboard on free ports, with the clients that tests talk to it with.</summary>
internal sealed class DashboardFixture : IAsyncDisposable
{
    public const string Token = "browser-token";
    public const string Key = "otlp-key";

    private DashboardFixture(DashboardServer server, FakeResources resources) => (Server, Resources) = (server, resources);

    public DashboardServer Server { get; }

    public FakeResources Resources { get; }

    /// <summary>Follows no redirect and keeps no cookie: what is sent is what the test says.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public static async Task<DashboardFixture> StartAsync(TelemetryLimits? limits = null, SecretScan? scan = null)
    {
        var resources = new FakeResources();
        var server = await DashboardServer.StartAsync(Options() with { Limits = limits ?? new(), Scan = scan ?? new([], TimeProvider.System) }, resources, TestContext.Current.CancellationToken);
        return new(server, resources);
    }

    public static DashboardOptions Options() => new()
    {
        Url = new("http://127.0.0.1:0"),
        OtlpGrpcUrl = new("http://127.0.0.1:0"),
        OtlpHttpUrl = new("http://127.0.0.1:0"),
        BrowserToken = Token,
        OtlpApiKey = Key,
    };

    public HttpRequestMessage Request(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(Server.Url, path));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Http.SendAsync(request, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(Request(HttpMethod.Get, path, headers));

    /// <summary>The value of a Cookie header that holds a new session.</summary>
    public async Task<string> SignInAsync()
    {
        using var answer = await GetAsync("/login?t=" + Token);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return CookieOf(answer);
    }

    public static string CookieOf(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    /// <summary>A page as a signed-in browser gets it.</summary>
    public async Task<string> PageAsync(string path)
    {
        using var answer = await GetAsync(path, ("Cookie", await SignInAsync()));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An answer of the API to a caller with the token.</summary>
    public async Task<JsonNode> ApiAsync(string path)
    {
        using var answer = await GetAsync(path, ("X-API-Key", Token));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Sends an export over http/protobuf as a well-behaved sender does, unless told otherwise.</summary>
    public Task<HttpResponseMessage> ExportAsync(string path, byte[] body, string? key = Key, string? type = "application/x-protobuf", string? encoding = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.OtlpHttpUrl, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        if (key is not null)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        return SendAsync(request);
    }

    public async Task ExportAsync(string path, IMessage export)
    {
        using var answer = await ExportAsync(path, export.ToByteArray());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}

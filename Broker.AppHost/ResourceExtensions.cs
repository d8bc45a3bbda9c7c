using Broker.AppHost.Boundary;

namespace Broker.AppHost;

/// <summary>The words of the lab for the app model.</summary>
internal static class ResourceExtensions
{
    private const string Endpoint = "http";

    /// <summary>Adds a broker that only describes requests until it is told more. It listens itself, without the orchestrator's proxy before it.</summary>
    /// <param name="builder">The app model.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">Where it listens; null for any free port.</param>
    /// <param name="eventsPath">Its event file; no two brokers share one.</param>
    public static IResourceBuilder<ProjectResource> AddBroker(this IDistributedApplicationBuilder builder, string name, int? port, string eventsPath) =>
        builder.AddProject<Projects.Broker_Service>(name)
            .WithIconName("ShieldKeyhole")
            .WithLoopbackEndpoint(port)
            .WithHttpHealthCheck("/health")
            .WithUrlForEndpoint(Endpoint, url => (url.Url, url.DisplayText) = ("/healthz", "Settings in use"))
            .WithEnvironment("Broker__events_path", eventsPath)
            .WithContentCapture(false)
            .WithBoundary(eventsPath, isHighlighted: port is not null);

    /// <summary>Has a program listen on 127.0.0.1, itself where the port is said, else behind the orchestrator's proxy.</summary>
    public static IResourceBuilder<ProjectResource> WithLoopbackEndpoint(this IResourceBuilder<ProjectResource> resource, int? port = null) => resource
        .WithHttpEndpoint(port: port, isProxied: port is null)
        .WithEndpoint(Endpoint, endpoint => endpoint.TargetHost = "127.0.0.1");

    /// <summary>Says whether prompts and answers go into spans, and keeps query strings out of them. Aspire chooses both otherwise in development.</summary>
    public static IResourceBuilder<ProjectResource> WithContentCapture(this IResourceBuilder<ProjectResource> resource, bool captures) => resource
        .WithEnvironment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", captures ? "true" : "false")
        .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "false")
        .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "false");

    /// <summary>Adds a command for each request. It succeeds when the broker answers as expected, also with a refusal.</summary>
    public static IResourceBuilder<ProjectResource> WithLabRequests(this IResourceBuilder<ProjectResource> broker, IEnumerable<LabRequest> requests) =>
        requests.Aggregate(broker, (resource, request) => resource.WithHttpCommand(
            request.Path, request.DisplayName, endpointName: Endpoint, commandName: request.Name, commandOptions: new()
            {
                Description = request.Description,
                IconName = request.IconName,
                PrepareRequest = Prepare(request.Prepare),
                GetCommandResult = async context =>
                {
                    var (status, body) = await ReadAsync(context);
                    return context.Response.StatusCode == request.Expected
                        ? CommandResults.Success(status, body, CommandResultFormat.Text, displayImmediately: true)
                        : CommandResults.Failure($"{status}, where {(int)request.Expected} {request.Expected} was expected", body);
                },
            }));

    /// <summary>Adds a command for each thing that the sample host can ask a model.</summary>
    public static IResourceBuilder<ProjectResource> WithConversations(this IResourceBuilder<ProjectResource> host) => host
        .WithAnswer("chat", "/chat", "Chat", "Chat", "One question, one answer.", HttpMethod.Post)
        .WithAnswer("stream", "/stream", "Streamed chat", "ChatMultiple", "One question; the answer comes in pieces.", HttpMethod.Post)
        .WithAnswer("embeddings", "/embeddings", "Embeddings", "NumberSymbol", "A text as a vector.", HttpMethod.Post);

    /// <summary>Adds a command for each fault of the mock provider, and one that clears them.</summary>
    public static IResourceBuilder<ProjectResource> WithFaults(this IResourceBuilder<ProjectResource> mock) =>
        MockFault.All.Aggregate(mock, (resource, fault) => resource.WithHttpCommand(
            MockFault.Path, fault.DisplayName, endpointName: Endpoint, commandName: fault.Name, commandOptions: new()
            {
                Description = fault.Description,
                IconName = "Bug",
                PrepareRequest = Prepare(fault.Prepare),
                GetCommandResult = async context =>
                {
                    var (status, body) = await ReadAsync(context);
                    return context.Response.IsSuccessStatusCode
                        ? CommandResults.Success("Waits for the next request", fault.Lesson, CommandResultFormat.Text, displayImmediately: true)
                        : CommandResults.Failure(status, body);
                },
            }))
            .WithAnswer("clear-faults", MockFault.Path, "Clear faults", "Broom", "No fault waits any more.", HttpMethod.Delete);

    /// <summary>Adds a command that says whether the key, and only the key, arrived.</summary>
    public static IResourceBuilder<ProjectResource> WithVerdict(this IResourceBuilder<ProjectResource> mock) =>
        mock.WithAnswer("verdict", MockFault.VerdictPath, "Verdict", "Gavel", "Did the key, and only the key, arrive?", HttpMethod.Get);

    /// <summary>Adds a command that shows what a path answers.</summary>
    private static IResourceBuilder<ProjectResource> WithAnswer(
        this IResourceBuilder<ProjectResource> resource, string name, string path, string displayName, string icon, string description, HttpMethod method) =>
        resource.WithHttpCommand(path, displayName, endpointName: Endpoint, commandName: name, commandOptions: new()
        {
            Description = description,
            IconName = icon,
            Method = method,
            GetCommandResult = async context =>
            {
                var (status, body) = await ReadAsync(context);
                return context.Response.IsSuccessStatusCode
                    ? CommandResults.Success(status, body, CommandResultFormat.Text, displayImmediately: true)
                    : CommandResults.Failure(status, body);
            },
        });

    private static Func<HttpCommandRequestContext, Task> Prepare(Action<HttpRequestMessage> prepare) => context =>
    {
        prepare(context.Request);
        return Task.CompletedTask;
    };

    private static async Task<(string Status, string Body)> ReadAsync(HttpCommandResultContext context) => (
        $"{(int)context.Response.StatusCode} {context.Response.StatusCode}",
        await context.Response.Content.ReadAsStringAsync(context.CancellationToken));
}

// The lab in one picture: a host calls the broker, the broker checks the request, attaches the provider key and calls the
// provider. Read it from top to bottom. The launch profile says who the provider is: see LabSettings.cs.
using Broker.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
var lab = LabSettings.Read(builder.Configuration, builder.AppHostDirectory);

if (lab.Problem is not null)
{
    Console.Error.WriteLine(lab.Problem);
    Environment.ExitCode = 1;
    return;
}

// The broker. Told nothing else, it only describes what it would forward (configs/broker_config.dry-run.json beside it).
var broker = builder.AddProject<Projects.Broker_Service>("broker")
    .WithHttpEndpoint(port: lab.BrokerPort)
    .WithHttpHealthCheck("/health")
    .WithEnvironment("Broker__events_path", lab.EventsPath)
    .WithEnvironment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", lab.CaptureMessageContent);

if (lab.Provider is not Provider.None)
{
    // Two secrets with two readers: hosts know the caller token, the provider knows its key. Only the broker knows both.
    var callerToken = builder.AddParameter("caller-token", lab.CallerToken, secret: true);
    var providerKey = builder.AddParameter("provider-key", lab.ProviderKey, secret: true);

    broker
        .WithEnvironment("Broker__mode", "proxy")
        .WithEnvironment("Broker__allowed_paths__0", "/v1/chat/completions")
        .WithEnvironment("Broker__allowed_paths__1", "/v1/responses")
        .WithEnvironment("Broker__allowed_paths__2", "/v1/embeddings")
        .WithEnvironment("Broker__allowed_paths__3", "GET /v1/models")
        .WithEnvironment("Broker__client_token_env", "BROKER_CLIENT_TOKEN")
        .WithEnvironment("BROKER_CLIENT_TOKEN", callerToken)
        .WithEnvironment("Broker__secret_source__kind", "env")
        .WithEnvironment("Broker__secret_source__name", "PROVIDER_API_KEY")
        .WithEnvironment("PROVIDER_API_KEY", providerKey);

    // A host: it is told where the broker is and what to show it, in the two variables that OpenAI's tools share. Start it and
    // press its buttons; its traces have three hops.
    builder.AddProject<Projects.SampleHost>("sample-host")
        .WithHttpEndpoint()
        .WithHttpHealthCheck("/health")
        .WithEnvironment("OPENAI_BASE_URL", broker.GetEndpoint("http"))
        .WithEnvironment("OPENAI_API_KEY", callerToken)
        .WithHttpCommand("/chat", "Chat", endpointName: "http", commandName: "chat", commandOptions: Shown("One question, one answer."))
        .WithHttpCommand("/stream", "Streamed chat", endpointName: "http", commandName: "stream", commandOptions: Shown("One question; the answer comes piece by piece."))
        .WithHttpCommand("/embeddings", "Embeddings", endpointName: "http", commandName: "embeddings", commandOptions: Shown("A text as a vector."))
        .WithExplicitStart();

    if (lab.Provider is Provider.Mock)
    {
        // A stand-in for the provider, on this machine. The broker finds it by its name here.
        var mock = builder.AddProject<Projects.MockProvider>("mock-provider")
            .WithHttpEndpoint(port: lab.MockPort)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("MockProvider__ApiKey", providerKey);

        // Buttons on its row: what it does wrong next, and what it thinks of the requests so far.
        foreach (var fault in MockFault.All)
        {
            mock.WithHttpCommand(MockFault.Path, fault.DisplayName, endpointName: "http", commandName: fault.Name, commandOptions: Ordering(fault));
        }

        mock.WithHttpCommand(MockFault.Path, "Clear faults", endpointName: "http", commandName: "clear-faults", commandOptions: Shown("No fault waits any more.", HttpMethod.Delete))
            .WithHttpCommand(MockFault.VerdictPath, "Verdict", endpointName: "http", commandName: "verdict", commandOptions: Shown("Did the key, and only the key, arrive?", HttpMethod.Get));

        broker
            .WithEnvironment("Broker__upstream_base_url", "http://mock-provider")
            .WithReference(mock)
            .WaitFor(mock);
    }
    else
    {
        broker.WithEnvironment("Broker__upstream_base_url", "https://api.openai.com");
        Console.WriteLine($"Callers have to show the broker this token (X-Broker-Token): {lab.CallerToken}");
    }
}

// Buttons on the broker's row of the dashboard. Each succeeds when the broker answers as it should, be it with a refusal.
foreach (var request in LabRequest.For(lab))
{
    broker.WithHttpCommand(request.Path, request.DisplayName, endpointName: "http", commandName: request.Name, commandOptions: Expecting(request));
}

// Two more brokers for two exercises, each started when somebody asks: one that only describes, one whose key cannot be had.
builder.AddProject<Projects.Broker_Service>("broker-dry-run")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithEnvironment("Broker__events_path", lab.EventsPathOf("dry-run"))
    .WithHttpCommand(LabRequest.DryRun.Path, LabRequest.DryRun.DisplayName, endpointName: "http", commandName: LabRequest.DryRun.Name, commandOptions: Expecting(LabRequest.DryRun))
    .WithExplicitStart();

builder.AddProject<Projects.Broker_Service>("broker-without-key")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithEnvironment("Broker__events_path", lab.EventsPathOf("without-key"))
    .WithEnvironment("Broker__mode", "proxy")
    .WithEnvironment("Broker__secret_source__kind", "env")
    .WithEnvironment("Broker__secret_source__name", "A_VARIABLE_THAT_IS_NOT_SET")
    .WithHttpCommand(LabRequest.NoKey.Path, LabRequest.NoKey.DisplayName, endpointName: "http", commandName: LabRequest.NoKey.Name, commandOptions: Expecting(LabRequest.NoKey))
    .WithExplicitStart();

builder.Build().Run();

// A command whose answer is shown as it is.
static HttpCommandOptions Shown(string description, HttpMethod? method = null) => new()
{
    Description = description,
    Method = method,
    GetCommandResult = async context =>
    {
        var body = await context.Response.Content.ReadAsStringAsync(context.CancellationToken);
        return context.Response.IsSuccessStatusCode
            ? CommandResults.Success("Answered", body, CommandResultFormat.Text, displayImmediately: true)
            : CommandResults.Failure($"{(int)context.Response.StatusCode} {context.Response.StatusCode}", body);
    },
};

// A command that orders a fault of the mock provider.
static HttpCommandOptions Ordering(MockFault fault) => new()
{
    Description = fault.Description,
    PrepareRequest = context =>
    {
        fault.Prepare(context.Request);
        return Task.CompletedTask;
    },
    GetCommandResult = context => Task.FromResult(context.Response.IsSuccessStatusCode
        ? CommandResults.Success("Waits for the next request", fault.Lesson, CommandResultFormat.Text, displayImmediately: true)
        : CommandResults.Failure($"{(int)context.Response.StatusCode} {context.Response.StatusCode}")),
};

// A command that succeeds when the broker answers as expected.
static HttpCommandOptions Expecting(LabRequest request) => new()
{
    Description = request.Description,
    PrepareRequest = context =>
    {
        request.Prepare(context.Request);
        return Task.CompletedTask;
    },
    GetCommandResult = async context =>
    {
        var status = $"{(int)context.Response.StatusCode} {context.Response.StatusCode}";
        var body = await context.Response.Content.ReadAsStringAsync(context.CancellationToken);
        return context.Response.StatusCode == request.Expected
            ? CommandResults.Success(status, body, CommandResultFormat.Text, displayImmediately: true)
            : CommandResults.Failure($"{status}, where {(int)request.Expected} {request.Expected} was expected", body);
    },
};

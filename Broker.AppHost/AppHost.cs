// The lab, in the order of a request: a host calls the broker, the broker checks the request, attaches the provider key and calls
// the provider. The launch profile says who the provider is: see LabSettings.cs.
using Broker.AppHost;
using Broker.AppHost.Boundary;

using var openAIKey = ProviderKeyFile.TakeFromEnvironment();
var builder = DistributedApplication.CreateBuilder(args);
var lab = LabSettings.Read(builder, openAIKey);

if (lab.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

// 1. A host: a program on the official OpenAI SDK. It knows the broker's address and a caller token, and no provider key.
var sampleHost = lab.Provider is Provider.None ? null : builder.AddProject<Projects.SampleHost>("sample-host")
    .WithIconName("WindowConsole")
    .WithLoopbackEndpoint()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
    .WithContentCapture(lab.CapturesContent)
    .WithConversations()
    .WithExplicitStart();

// 2. The broker. Told nothing else, it only describes what it would forward (configs/broker_config.dry-run.json).
var broker = builder.AddBroker("broker", lab.BrokerPort, lab.EventsPath)
    .WithContentCapture(lab.CapturesContent)
    .WithLabRequests(LabRequest.For(lab))
    .WithKeySearch(lab, openAIKey);

if (lab.Provider is not Provider.None)
{
    var callerToken = builder.AddParameter("caller-token", lab.CallerToken, secret: true)
        .WithDescription("What a host shows the broker. It opens the broker's port on this machine and nothing else.");

    broker = lab.Provider is Provider.Agents ? broker.WithAgents(lab, callerToken) : broker.WithOneCaller(callerToken);
    sampleHost!
        .WithEnvironment("OPENAI_BASE_URL", ReferenceExpression.Create($"{broker.GetEndpoint("http")}{lab.OpenAIPrefix}/v1"))
        .WithEnvironment("OPENAI_API_KEY", callerToken);
}

// 3. The provider: a fake one on this machine, or OpenAI.
if (lab.Provider is Provider.Mock or Provider.Agents)
{
    var providerKey = builder.AddParameter("provider-key", lab.MockKey, secret: true)
        .WithDescription("What the broker shows the mock provider. Hosts never see it.");

    var mock = builder.AddProject<Projects.MockProvider>("mock-provider")
        .WithIconName("CloudBeaker")
        .WithLoopbackEndpoint(lab.MockPort)
        .WithHttpHealthCheck("/health")
        .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/__admin/requests", "Requests that arrived"))
        .WithEnvironment("MockProvider__ApiKey", providerKey)
        .WithContentCapture(false)
        .WithFaults()
        .WithVerdict();

    broker
        .WithMockKey(lab, providerKey)
        .WithReference(mock)
        .WaitFor(mock);
}
else if (lab.Provider is Provider.OpenAI)
{
    broker
        .WithEnvironment("Broker__upstream_base_url", builder.AddExternalService("openai", "https://api.openai.com"))
        .WithEnvironment("Broker__secret_source__kind", "file")
        .WithEnvironment("Broker__secret_source__path", openAIKey!.Path);
}

// Two more brokers for two exercises: one that only describes requests, one that cannot fetch its key.
builder.AddBroker("broker-dry-run", port: null, lab.EventsPathOf("dry-run"))
    .WithLabRequests([LabRequest.DryRun])
    .WithParentRelationship(broker)
    .WithExplicitStart();

builder.AddBroker("broker-without-key", port: null, lab.EventsPathOf("without-key"))
    .WithEnvironment("Broker__mode", "proxy")
    .WithEnvironment("Broker__secret_source__kind", "env")
    .WithEnvironment("Broker__secret_source__name", "A_VARIABLE_THAT_IS_NOT_SET")
    .WithLabRequests([LabRequest.NoKey])
    .WithParentRelationship(broker)
    .WithExplicitStart();

builder.AddGreeting(broker, lab);
builder.AddEndingReasons();
builder.Build().Run();
return 0;

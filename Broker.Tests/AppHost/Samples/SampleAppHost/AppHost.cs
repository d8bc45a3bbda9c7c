// Two services, of which the second waits for the first, for tests of the embedded engine on its own.
var builder = DistributedApplication.CreateBuilder(args);
var sample = builder.Configuration.GetSection("Sample");

var token = builder.AddParameter("token", secret: true);

var first = builder.AddProject<Projects.SampleService>("first-service")
    .WithHttpEndpoint(port: sample.GetValue<int?>("FirstPort"))
    .WithHttpHealthCheck("/health")
    .WithEnvironment("SAMPLE_EXIT_CODE", sample["FirstExitCode"])
    .WithEnvironment("SAMPLE_TOKEN", token);

builder.AddProject<Projects.SampleService>("second")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(first)
    .WaitFor(first);

builder.Build().Run();

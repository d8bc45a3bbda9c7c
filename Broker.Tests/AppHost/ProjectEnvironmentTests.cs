using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Orchestration;

namespace Broker.Tests.AppHost;

public sealed class ProjectEnvironmentTests
{
    [Fact]
    public async Task Environment_OfAnyProject_LeadsToTheDashboard()
    {
        var project = TestAppModel.Create().AddProject<TestAppModel.SampleService>("broker");

        var variables = await ComposeAsync(project);

        Assert.Equal("http://127.0.0.1:18889", variables["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("grpc", variables["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("x-otlp-api-key=otlp-key", variables["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal("broker", variables["OTEL_SERVICE_NAME"]);
        Assert.Matches("^service.instance.id=[0-9a-f]{8}$", variables["OTEL_RESOURCE_ATTRIBUTES"]);
    }

    [Theory]
    [InlineData("OTEL_BLRP_SCHEDULE_DELAY", "1000")]
    [InlineData("OTEL_BSP_SCHEDULE_DELAY", "1000")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "1000")]
    [InlineData("OTEL_TRACES_SAMPLER", "always_on")]
    [InlineData("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true")]
    public async Task Telemetry_InDevelopmentOnly_ComesAtOnce(string name, string value)
    {
        var project = TestAppModel.Create().AddProject<TestAppModel.SampleService>("broker");

        Assert.Equal(value, (await ComposeAsync(project))[name]);
        Assert.DoesNotContain(name, await ComposeAsync(project, isDevelopment: false));
    }

    [Fact]
    public async Task Environment_FromTheAppModel_Wins()
    {
        var project = TestAppModel.Create().AddProject<TestAppModel.SampleService>("broker")
            .WithEnvironment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "false");

        Assert.Equal("false", (await ComposeAsync(project))["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"]);
    }

    [Fact]
    public async Task Parameter_GivenToAProject_IsItsValue()
    {
        var builder = TestAppModel.Create(("Parameters:key", "sk-from-settings"));
        var key = builder.AddParameter("key", secret: true);
        var project = builder.AddProject<TestAppModel.SampleService>("broker").WithEnvironment("KEY", key);

        Assert.Equal("sk-from-settings", (await ComposeAsync(project))["KEY"]);
    }

    [Fact]
    public async Task Endpoint_OfAProject_IsWhereItIsToldToListen()
    {
        var project = TestAppModel.Create().AddProject<TestAppModel.SampleService>("broker").WithHttpEndpoint();
        Ports.Allocate([project.Resource]);

        Assert.Equal(project.GetEndpoint("http").Url, (await ComposeAsync(project))["ASPNETCORE_URLS"]);
    }

    private static Task<IReadOnlyDictionary<string, string>> ComposeAsync(IResourceBuilder<ProjectResource> project, bool isDevelopment = true) =>
        new ProjectEnvironment(new TelemetryVariables(new Uri("http://127.0.0.1:18889"), "otlp-key", isDevelopment), launchProfile: null)
            .ComposeAsync(project.Resource, TestContext.Current.CancellationToken);
}

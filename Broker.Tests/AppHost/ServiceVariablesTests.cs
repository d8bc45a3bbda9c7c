using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Orchestration;

namespace Broker.Tests.AppHost;

public sealed class ServiceVariablesTests
{
    [Theory]
    [InlineData("mock", "mock")]
    [InlineData("mock-provider", "mock_provider")]
    [InlineData("mock.provider", "mock_provider")]
    [InlineData("1st", "_1st")]
    public void Encode_Name_IsOneThatShellsAccept(string name, string expected) => Assert.Equal(expected, ServiceVariables.Encode(name));

    [Fact]
    public void For_Source_NamesItTwice()
    {
        var source = new ProjectResource("mock-provider");
        source.Annotations.Add(new EndpointAnnotation("http", null) { AllocatedPort = 4711 });

        var variables = ServiceVariables.For(source).ToDictionary();

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["services__mock-provider__http__0"] = "http://127.0.0.1:4711",
                ["MOCK_PROVIDER_HTTP"] = "http://127.0.0.1:4711",
            },
            variables);
    }
}

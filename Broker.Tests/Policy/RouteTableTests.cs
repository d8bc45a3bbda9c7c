using Broker.Service.Configuration;
using Broker.Service.Policy;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Policy;

public class RouteTableTests
{
    private static readonly RouteTable Routes = Create(
        RunningBroker.Entry("GET", "/v1/models"), RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/responses"), RunningBroker.Post("/v1/%41"));

    [Theory]
    [InlineData("POST", "/v1/responses")]
    [InlineData("GET", "/v1/responses")]
    [InlineData("GET", "/v1/models")]
    [InlineData("POST", "/v1/%41")]
    public void Find_MethodAndTargetOfAnEntry_GivesThatEntry(string method, string target)
    {
        var entry = Routes.Find(method, target)?.Route;

        Assert.Equal((method, target), (entry?.Method, entry?.Path));
    }

    [Theory]
    [InlineData("POST", "/v1/models")]
    [InlineData("post", "/v1/responses")]
    [InlineData("PUT", "/v1/responses")]
    [InlineData("POST", "/v1/Responses")]
    [InlineData("POST", "/v1/responses/")]
    [InlineData("POST", "//v1/responses")]
    [InlineData("POST", "/v1/./responses")]
    [InlineData("POST", "/v1/r%65sponses")]
    [InlineData("POST", "/v1/responses?")]
    [InlineData("POST", "/v1/responses#")]
    [InlineData("POST", "/v1/A")]
    [InlineData("POST", "http://127.0.0.1/v1/responses")]
    [InlineData("POST", "")]
    public void Find_AnythingElse_GivesNothing(string method, string target) => Assert.Null(Routes.Find(method, target));

    [Fact]
    public void Methods_OfTheEntries_AreNamedOnceWithPostFirst() => Assert.Equal(["POST", "GET"], Routes.Methods);

    private static RouteTable Create(params RouteSettings[] entries)
    {
        var upstream = new Upstream(new UpstreamSettings { BaseUrl = "https://api.openai.example", Routes = entries });
        return new(entries.Select(entry => new Route(upstream, entry)));
    }
}

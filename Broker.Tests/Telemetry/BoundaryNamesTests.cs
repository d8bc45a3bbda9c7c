using Broker.Service.Authentication;
using Broker.Service.Authorization;
using Broker.Service.Telemetry;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Telemetry;

/// <summary>What readers of the telemetry are told about the broker is what the broker does.</summary>
public class BoundaryNamesTests
{
    [Fact]
    public async Task Rules_AreThoseOfTheChecks_InTheirOrder()
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Equal(BoundaryNames.Rules, broker.Services.GetServices<IRequestCheck>().Select(check => check.Rule));
        Assert.Equal(
            ["host", "origin", "local_endpoints", "method", "client_token", "allowed_paths", "max_request_bytes", "json"],
            BoundaryNames.Rules);
    }

    [Fact]
    public void TokenHeaders_EachCarriesACallerToken()
    {
        Assert.Equal(["Authorization", "X-Broker-Token", "api-key", "x-api-key"], BoundaryNames.TokenHeaders);
        Assert.All(BoundaryNames.TokenHeaders, name => Assert.Equal("token", CallerTokenCarriers.Read(new HeaderDictionary
        {
            [name] = name == BoundaryNames.Authorization ? "Bearer token" : "token",
        })));
    }
}

using Broker.Service.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Broker.Tests.Authentication;

public class CallerTokenCarriersTests
{
    [Theory]
    [InlineData("X-Broker-Token")]
    [InlineData("x-broker-token")]
    [InlineData("api-key")]
    [InlineData("Api-Key")]
    [InlineData("x-api-key")]
    [InlineData("X-Goog-Api-Key")]
    public void Read_PlainCarrier_GivesItsValueAsItIs(string name) =>
        Assert.Equal("Bearer T", CallerTokenCarriers.Read(Headers((name, "Bearer T"))));

    [Theory]
    [InlineData("Bearer T", "T")]
    [InlineData("bearer T", "T")]
    [InlineData("Bearer   T", "T")]
    [InlineData("Bearer T x", "T x")]
    [InlineData("Bearer", "")]
    [InlineData("Bearer ", "")]
    [InlineData("Basic T", null)]
    [InlineData("BearerT", null)]
    [InlineData("", null)]
    public void Read_Authorization_GivesWhatFollowsBearer(string value, string? token) =>
        Assert.Equal(token, CallerTokenCarriers.Read(Headers(("Authorization", value))));

    [Fact]
    public void Read_SeveralCarriersThatAgree_GivesTheirToken() => Assert.Equal("T", CallerTokenCarriers.Read(Headers(
        ("Authorization", "Bearer T"), ("X-Broker-Token", "T"), ("api-key", "T"), ("x-api-key", "T"))));

    [Theory]
    [InlineData("Authorization", "Bearer T", "X-Broker-Token", "t")]
    [InlineData("Authorization", "Bearer", "X-Broker-Token", "T")]
    [InlineData("api-key", "T", "x-api-key", "")]
    [InlineData("X-Broker-Token", "T", "x-api-key", "T ")]
    public void Read_CarriersThatDiffer_GivesNone(string first, string firstValue, string second, string secondValue) =>
        Assert.Null(CallerTokenCarriers.Read(Headers((first, firstValue), (second, secondValue))));

    [Theory]
    [InlineData("X-Broker-Token")]
    [InlineData("Authorization")]
    [InlineData("api-key")]
    [InlineData("x-api-key")]
    [InlineData("x-goog-api-key")]
    public void Read_OneHeaderTwice_GivesNone(string name) =>
        Assert.Null(CallerTokenCarriers.Read(Headers((name, new StringValues(["Bearer T", "Bearer T"])))));

    [Theory]
    [InlineData("X-Broker-Token", "t\u00f6k")]
    [InlineData("Authorization", "Bearer t\u00f6k")]
    [InlineData("Authorization", "Basic \u00f6")]
    public void Read_CarrierThatIsNotAscii_GivesNone(string name, string value) =>
        Assert.Null(CallerTokenCarriers.Read(Headers((name, value))));

    [Fact]
    public void Read_NoCarrier_GivesNone() => Assert.Null(CallerTokenCarriers.Read(Headers(("Cookie", "T"))));

    private static HeaderDictionary Headers(params (string Name, StringValues Value)[] headers) =>
        new(headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase));
}

using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using static Broker.Tests.Requests.EchoedKey;

namespace Broker.Tests.Requests;

/// <summary>Section 6: the key never reaches a host, wherever the upstream repeats it.</summary>
public class ScrubbingTests
{
    public static TheoryData<string> Bodies => [Key, $"Incorrect API key provided: {Key}.", $"{Key}{Key} {Key}", Key[..^1], "x sk-provider"];

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task Body_OfAKnownLength_IsScrubbedAndKeepsItsLength(string body)
    {
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            context.Response.StatusCode = 401;
            context.Response.ContentLength = body.Length;
            await context.Response.WriteAsync(body);
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await SendAsync(broker);

        Assert.Equal(body.Replace(Key, Stars, StringComparison.Ordinal), answer.Body);
        Assert.Equal($"{body.Length}", answer.Header("Content-Length"));
        Assert.Equal(body.Length, broker.Events()[0].GetProperty("bytes_out").GetInt64());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(25)]
    public async Task Body_InChunksOfAnySize_IsScrubbedAcrossTheirBorders(int size)
    {
        var text = $"data: {Key}\n\ndata: sk-prov{Key}{Key[..^1]}\n\n";
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            foreach (var chunk in Encoding.ASCII.GetBytes(text).Chunk(size))
            {
                await context.Response.Body.WriteAsync(chunk);
                await context.Response.Body.FlushAsync();
            }
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), TestContext.Current.CancellationToken);

        Assert.Equal(text.Replace(Key, Stars, StringComparison.Ordinal), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Body_LongerThanABuffer_IsScrubbedAtEveryPlace()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{new string('s', i % 97)}{Key}"));
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            context.Response.ContentLength = text.Length;
            await context.Response.WriteAsync(text);
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        Assert.Equal(text.Replace(Key, Stars, StringComparison.Ordinal), (await SendAsync(broker)).Body);
    }

    [Fact]
    public async Task Headers_WithTheKey_AreScrubbedInValuesAndDroppedByName()
    {
        await using var upstream = RawUpstream.Answering(
            $"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Echo: Bearer {Key}, {Key}\r\nX-Echo: a{Key}b\r\nContent-Language: {Key}\r\n{Key}: x\r\nConnection: close\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await SendAsync(broker);

        Assert.Equal([$"Bearer {Stars}, {Stars}", $"a{Stars}b"], answer.Headers.Where(header => header.Key == "X-Echo").Select(header => header.Value));
        Assert.Equal(Stars, answer.Header("Content-Language"));
        Assert.DoesNotContain(answer.Headers, header => header.Key.Contains("provider", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Body_WithAKeyShorterThan8_PassesAsItIs()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.Headers["X-Echo"] = "short77";
            return context.Response.WriteAsync("short77 short77");
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "short77" });

        var answer = await SendAsync(broker);

        Assert.Contains("short77 short77", answer.Body, StringComparison.Ordinal);
        Assert.Equal("short77", answer.Header("X-Echo"));
        Assert.Equal(["Bearer short77"], Assert.Single(upstream.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task Body_WithAKeyOf8Characters_IsScrubbed()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context => context.Response.WriteAsync("short-88"));
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "short-88" });

        Assert.Contains("********", (await SendAsync(broker)).Body, StringComparison.Ordinal);
    }
}

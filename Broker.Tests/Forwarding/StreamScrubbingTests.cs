using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Forwarding;

/// <summary>Section 6: in a stream only a tail that may begin the key is held back, and a key that is replaced meanwhile is still looked for.</summary>
public class StreamScrubbingTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private static readonly string Key = RunningBroker.ProviderKey;
    private readonly RunningBroker _broker = shared.Begin().Broker;

    /// <summary>What the upstream sends piece by piece, and the least that has come before the next piece.</summary>
    public static TheoryData<string[], string[]> Pieces
    {
        get
        {
            var stars = new string('*', Key.Length);
            return
            [
                // "s" begins the key: only that tail may wait for what comes next.
                (["data: yes\n", "data: es", "t\n"], ["data: yes\n", "data: e", "st\n"]),
                (["data: a", Key[..^1], "!", Key, $"{Key[..5]}", "\n\n"], ["data: a", "", $"{Key[..^1]}!", stars, "", $"{Key[..5]}\n\n"]),
            ];
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pieces), DisableDiscoveryEnumeration = true)]
    public async Task Stream_InPieces_IsHeldBackOnlyWhereTheKeyMayBegin(string[] pieces, string[] shown)
    {
        var hostHasRead = new SemaphoreSlim(0);
        shared.Answer = async context =>
        {
            foreach (var piece in pieces)
            {
                await context.Response.WriteAsync(piece);
                await context.Response.Body.FlushAsync();
                await hostHasRead.WaitAsync(context.RequestAborted);
            }
        };
        using var answer = await _broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);

        foreach (var expected in shown)
        {
            // The upstream goes no further before this is read: a broker that held back more would hang here.
            var read = new byte[expected.Length];
            await body.ReadExactlyAsync(read, Cancel);
            Assert.Equal(expected, Encoding.ASCII.GetString(read));
            hostHasRead.Release();
        }

        Assert.Equal(0, await body.ReadAsync(new byte[1], Cancel));
    }

    [Fact]
    public async Task Stream_WhoseKeyIsReplacedMeanwhile_IsScrubbedOfItsOwnToTheEnd()
    {
        var secrets = new CountingSecrets();
        var rotated = new SemaphoreSlim(0);
        shared.Answer = async context =>
        {
            var key = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
            if (context.Request.Path == "/v1/embeddings")
            {
                context.Response.StatusCode = key == "sk-fetched-1" ? 401 : 200;
                return;
            }

            await context.Response.WriteAsync($"{key} ");
            await context.Response.Body.FlushAsync();
            await rotated.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync(key);
        };
        await using var broker = await RunningBroker.StartProxyAsync(shared.Upstream.Url, customize: secrets.Use);
        var token = $"api-key: {RunningBroker.Token}";
        using var host = await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}", token));
        await host.ReadUntilAsync("************ ");

        Assert.Equal(401, (await WrittenRequest.SendAsync(broker, "POST /v1/embeddings", "{}", token)).Status);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/embeddings", "{}", token)).Status);
        rotated.Release();

        Assert.DoesNotContain("fetched", await host.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(
            ["sk-fetched-1", "sk-fetched-1", "sk-fetched-2"],
            shared.Upstream.Requests.Select(request => request.Headers["Authorization"][0][7..]));
    }
}

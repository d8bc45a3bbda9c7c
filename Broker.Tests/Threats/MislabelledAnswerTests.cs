using System.Globalization;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Threats;

/// <summary>C70: what an upstream calls its answer does not switch the masking off.</summary>
public class MislabelledAnswerTests
{
    [Theory]
    [InlineData("utf-8")]
    [InlineData("none")]
    [InlineData("binary")]
    [InlineData("gzip")]
    [InlineData("br, zstd")]
    [InlineData("")]
    [InlineData("identity, identity")]
    public async Task C70_Key_InPlainTextUnderAnyContentEncoding_IsMasked(string encoding)
    {
        var body = $$$"""{"error":{"message":"Incorrect API key provided: {{{RunningBroker.ProviderKey}}}."}}""";
        await using var stage = await Stage.StartAsync(answer: context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            context.Response.ContentLength = body.Length;
            return context.Response.WriteAsync(body);
        });

        var answer = await stage.SendAsync(new RawRequest());

        Assert.Equal(body.Replace(RunningBroker.ProviderKey, new string('*', RunningBroker.ProviderKey.Length), StringComparison.Ordinal), answer.Body);
        Assert.Equal(1, Assert.Single(stage.Broker.Events()).GetProperty("masked").GetInt32());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task C70_Key_InPiecesUnderAWrongContentEncoding_IsMasked(int size)
    {
        await using var stage = await Stage.StartAsync(answer: async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            foreach (var piece in RunningBroker.ProviderKey.Chunk(size))
            {
                await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{new string(piece)}"));
                await context.Response.Body.FlushAsync();
            }
        });

        Assert.Equal(new string('*', RunningBroker.ProviderKey.Length), (await stage.SendAsync(new RawRequest())).Body);
    }
}

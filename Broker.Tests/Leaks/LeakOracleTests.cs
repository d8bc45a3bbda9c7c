using System.Globalization;
using System.Net;
using System.Text;

namespace Broker.Tests.Leaks;

/// <summary>The oracle sees a deliberate leak, in each form and wherever it is cut. These tests have oracles of their own.</summary>
public class LeakOracleTests
{
    private static readonly Canary Secret = new("test's key", "sk-7>?canary/+0123456789");
    private readonly LeakOracle _oracle = new(Secret);

    [Theory]
    [InlineData("as it is")]
    [InlineData("base64")]
    [InlineData("base64 for addresses")]
    [InlineData("URL-encoded")]
    [InlineData("URL-encoded throughout")]
    [InlineData("URL-encoded throughout, small letters")]
    [InlineData("hexadecimal")]
    [InlineData("hexadecimal, small letters")]
    [InlineData("JSON escapes")]
    public void See_DeliberateLeak_IsSeenAndToldWithoutTheValue(string form)
    {
        // Whatever stands before it: base64 looks different for each length modulo 3.
        foreach (var before in new[] { "", "x", "ab", "Bearer " })
        {
            var leak = Encode(form, $"{before}{Secret.Value}, and more");
            Assert.DoesNotContain(form is "as it is" ? "nothing" : Secret.Value, leak, StringComparison.Ordinal);
            for (var cut = 0; cut <= leak.Length; cut++)
            {
                var oracle = new LeakOracle(Secret);
                var search = oracle.Follow("a log");
                search.Add(Encoding.ASCII.GetBytes(leak[..cut]));
                search.Add(Encoding.ASCII.GetBytes(leak[cut..]));

                var sighting = Assert.Single(oracle.Sightings);
                Assert.StartsWith($"a log in {nameof(LeakOracleTests)}.{nameof(See_DeliberateLeak_IsSeenAndToldWithoutTheValue)}: the test's key ({form[..Math.Min(6, form.Length)]}", sighting, StringComparison.Ordinal);
                Assert.DoesNotContain("canary", sighting, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void See_LeakBehindMuchText_IsSeen()
    {
        var text = new string('s', 100_000) + Secret.Value;

        _oracle.See("a file", Encoding.ASCII.GetBytes(text));

        Assert.StartsWith("a file in ", Assert.Single(_oracle.Sightings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk-7>?canary/+012345678")]
    [InlineData("k-7>?canary/+0123456789")]
    [InlineData("************************")]
    public void See_WhatIsNotWholly_TheSecretIsNoLeak(string text)
    {
        _oracle.See("a log", text);

        Assert.Empty(_oracle.Sightings);
        Assert.Equal(["a log"], _oracle.Places);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-Echo: {0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n18\r\n{0}\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: {1}\r\n3\r\n{2}\r\nabcdef\r\n{3}\r\n0\r\n\r\n")]
    public async Task WatchedStream_AnswerWithTheKey_IsSeenInWhateverChunksItComes(string answer)
    {
        var value = Secret.Value;
        var text = string.Format(CultureInfo.InvariantCulture, answer, value, value[..3], value[3..6], value[6..]);
        for (var size = 1; size < 40; size++)
        {
            var oracle = new LeakOracle(Secret);
            await using var stream = new WatchedStream(new MemoryStream(Encoding.ASCII.GetBytes(text)), "answer", oracle);
            var buffer = new byte[size];
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
            {
            }

            Assert.Single(oracle.Sightings);
        }
    }

    private static string Encode(string form, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return form switch
        {
            "as it is" => text,
            "base64" => Convert.ToBase64String(bytes),
            "base64 for addresses" => System.Buffers.Text.Base64Url.EncodeToString(bytes),
            "URL-encoded" => WebUtility.UrlEncode(text),
            "URL-encoded throughout" => string.Concat(bytes.Select(one => $"%{one:X2}")),
            "URL-encoded throughout, small letters" => string.Concat(bytes.Select(one => $"%{one:x2}")),
            "hexadecimal" => Convert.ToHexString(bytes),
            "hexadecimal, small letters" => Convert.ToHexStringLower(bytes),
            _ => string.Concat(bytes.Select(one => $"\\u{one:x4}")),
        };
    }
}

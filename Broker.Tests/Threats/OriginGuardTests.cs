namespace Broker.Tests.Threats;

/// <summary>C03 to C06: what a browser sends on behalf of a page of another origin.</summary>
public class OriginGuardTests
{
    [Fact]
    public async Task C03_SimpleRequest_OfAForeignPage_IsRefused()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(
            new RawRequest { Headers = ["Origin: https://evil.example", "Content-Type: text/plain"] }, 403, "origin_not_allowed");
    }

    [Fact]
    public async Task C03_SimpleRequest_OfAForeignPageWithoutAToken_IsRefusedForItsOriginFirst()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(
            new RawRequest { Token = null, Headers = ["Origin: https://evil.example"] }, 403, "origin_not_allowed");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: same-site")]
    [InlineData("Sec-Fetch-Site: SAME-ORIGIN")]
    [InlineData("Sec-Fetch-Site:")]
    [InlineData("Origin: null")]
    [InlineData("Origin:")]
    [InlineData("Origin: http://localhost:3000")]
    [InlineData("Origin: https://127.0.0.1:8791")]
    [InlineData("Origin: HTTP://127.0.0.1:8791")]
    [InlineData("Origin: http://127.0.0.1:8791/")]
    [InlineData("Origin: http://127.0.0.1")]
    [InlineData("Origin: http://127.0.0.1:8791.evil.example")]
    [InlineData("Origin: http://127.0.0.1:8791 https://evil.example")]
    [InlineData("Origin: http://127.0.0.1:8791, https://evil.example")]
    public async Task C04_Page_OfAnotherOrigin_IsRefused(string header)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Headers = [header] }, 403, "origin_not_allowed");
    }

    [Theory]
    [InlineData("Origin: http://127.0.0.1:8791", "Origin: https://evil.example")]
    [InlineData("Origin: http://127.0.0.1:8791", "Origin: http://127.0.0.1:8791")]
    [InlineData("Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site")]
    [InlineData("Origin: http://127.0.0.1:8791", "Sec-Fetch-Site: cross-site")]
    public async Task C04_Page_ThatSaysTwoThings_IsRefused(string first, string second)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Headers = [first, second] }, 403, "origin_not_allowed");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: none")]
    [InlineData("Sec-Fetch-Site: same-origin")]
    [InlineData("Origin: http://127.0.0.1:8791")]
    public async Task C04_Page_OfTheBrokersOwnOrigin_IsServedWithoutCorsHeaders(string header)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Headers = [header] });

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("Access-Control-", answer.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task C05_Preflight_OfAForeignPage_IsRefused()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(
            new RawRequest
            {
                Method = "OPTIONS",
                Token = null,
                Headers =
                [
                    "Origin: https://evil.example", "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: x-broker-token", "Access-Control-Request-Private-Network: true",
                ],
                Body = "",
            },
            403,
            "origin_not_allowed");
    }

    [Fact]
    public async Task C05_Preflight_WithoutAnOrigin_IsAMethodThatNothingAllows()
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.AssertRefusedAsync(
            new RawRequest { Method = "OPTIONS", Headers = ["Access-Control-Request-Method: POST"], Body = "" }, 405, "method_not_allowed");

        Assert.Equal("POST", answer.Header("Allow"));
    }

    [Theory]
    [InlineData("Content-Type: text/plain")]
    [InlineData("Content-Type: multipart/form-data; boundary=x")]
    [InlineData("Content-Type: application/x-www-form-urlencoded")]
    [InlineData("Content-Type: ;;;")]
    [InlineData("X-No-Content-Type: 1")]
    public async Task C06_ContentType_OfAnyKindWithJson_IsServed(string header)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Headers = [header] });

        Assert.Equal(200, answer.Status);
        Assert.Equal("{}"u8, Assert.Single(stage.Upstream.Requests).Body);
    }

    [Theory]
    [InlineData("Content-Type: text/plain", "prompt=hello", 400, "invalid_json")]
    [InlineData("Content-Type: multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{}\r\n--x--\r\n", 415, "media_type_not_supported")]
    [InlineData("X-No-Content-Type: 1", "not json", 400, "invalid_json")]
    public async Task C06_ContentType_OfAnyKindWithoutJson_IsRefused(string header, string body, int status, string error)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Headers = [header], Body = body }, status, error);
    }
}

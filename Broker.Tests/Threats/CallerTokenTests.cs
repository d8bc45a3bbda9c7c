namespace Broker.Tests.Threats;

/// <summary>C11: whoever does not hold the caller token learns nothing.</summary>
public class CallerTokenTests
{
    private const string Error = "client_token_required";

    [Theory]
    [InlineData("/v1/unknown")]
    [InlineData("/v1/responses")]
    [InlineData("/healthz")]
    [InlineData("/")]
    public async Task C11_Path_AskedWithoutAToken_TellsNotWhetherItIsAllowed(string path)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.AssertRefusedAsync(new RawRequest { Token = null, Target = path, Body = "not json" }, 401, Error);

        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
        Assert.DoesNotContain(path.Length > 1 ? path : "\"path\"", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Broker-Token: ")]
    [InlineData("Authorization: Bearer ")]
    [InlineData("Authorization: Basic ")]
    [InlineData("api-key: ")]
    public async Task C11_Token_WrongInAnyWay_IsRefusedInTheSameWords(string carrier)
    {
        await using var stage = await Stage.StartAsync();
        var answers = new List<string>();
        foreach (var token in (string[])["nothing", "", new string('x', 1000), "' OR '1'='1' --"])
        {
            answers.Add((await stage.SendAsync(new RawRequest { Token = null, Headers = [carrier + token] })).Body);
        }

        Assert.Single(answers.Distinct());
    }
}

using System.Text.Json;
using Broker.Attacks;
using Broker.Lessons.Running;
using Broker.Tests.Infrastructure;
using Broker.Tests.Lessons;

namespace Broker.Tests.Threats;

/// <summary>The attack program sees what is open, is fair, and never falls over what it meets.</summary>
public class ScorecardTests
{
    [Fact]
    public async Task Scorecard_OfACarelessForwarder_ShowsWhatIsOpen()
    {
        using var folder = new TemporaryFolder();
        var upstream = Recorder.Listen();
        await using var broker = await CarelessBroker.StartAsync(
            new BrokerSettings { Folder = folder.Path, Upstream = upstream.Url, Key = RunningBroker.ProviderKey }, Patience.Token);

        var (code, text) = await AttackAsync(Settings(broker.Url) with { Token = RunningBroker.Token, IsJson = true }, upstream);

        Assert.Equal(ExitCode.Open, code);
        var verdicts = Verdicts(text);
        string[] open = ["C01", "C03", "C04", "C08", "C11", "C19", "C21", "C23", "C24", "C35", "C38", "C42"];
        Assert.Equal(open.Select(id => $"{id} open"), open.Select(id => $"{id} {verdicts[id]}"));
        // What it happens to do well is not held against it.
        Assert.Equal(("held", "held", "held"), (verdicts["C14"], verdicts["C15"], verdicts["C50"]));
        Assert.Equal(("not judged", "not judged"), (verdicts["C13"], verdicts["C53"]));
        Assert.DoesNotContain(RunningBroker.ProviderKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningBroker.Token, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scorecard_WithoutATokenItAsksFor_JudgesOnlyWhatARefusalShows()
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1");

        var (code, text) = await AttackAsync(Settings(broker.Url));

        Assert.Equal(ExitCode.Held, code);
        Assert.Contains("\nC11   held ", text, StringComparison.Ordinal);
        Assert.Contains("\nC01   not judged ", text, StringComparison.Ordinal);
        Assert.Contains("not tried: an ordinary request is not served either (401 client_token_required)", text, StringComparison.Ordinal);
        Assert.Matches("\n[0-9]+ held, 0 open, [0-9]+ not judged", text);
    }

    [Fact]
    public async Task Scorecard_OfABrokerThatAsksNobody_SaysSo()
    {
        await using var broker = await RunningBroker.StartAsync();

        var (code, text) = await AttackAsync(Settings(broker.Url));

        Assert.Equal(ExitCode.Open, code);
        Assert.Contains("\nC11   OPEN ", text, StringComparison.Ordinal);
        Assert.Contains("  !     no token: 200 (it asks nobody who they are)", text, StringComparison.Ordinal);
        Assert.Contains("\nC12   not judged  A token in odd characters\n  ?     not tried: it asks nobody for a token\n", text, StringComparison.Ordinal);
        Assert.Contains("\nC01   held ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\u0001\u001b[2Jgarbage\r\n\r\n")]
    [InlineData("HTTP/1.1 \r\n\r\n")]
    [InlineData("HTTP/1.1 abc\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 99999999999 x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n: x\r\nContent-Length: abc\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nxx\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\nxx\r\n")]
    [InlineData("HTTP/1.1 403 x\r\nContent-Length: 30\r\n\r\n{\"error\":\"\u001b[2J<script>\"}      ")]
    [InlineData("HTTP/1.1 403 x\r\nContent-Length: 7\r\n\r\n{\"error")]
    [InlineData("HTTP/1.1 100 x\r\n\r\nHTTP/1.1 100 x\r\n\r\n")]
    public async Task Scorecard_OfAServerThatTalksNonsense_IsWholeAllTheSame(string answer)
    {
        await using var server = RawUpstream.Answering(answer);

        // A server that never says enough would be waited for by each attack.
        var (code, text) = await AttackAsync(
            Settings(new Uri(server.Url)) with { Patience = TimeSpan.FromMilliseconds(200), SlowPatience = TimeSpan.FromMilliseconds(200), Longest = TimeSpan.FromSeconds(5) });

        Assert.NotEqual(ExitCode.Misused, code);
        Assert.Contains("\nC60 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter is not ('\n' or '\r'));
    }

    [Fact]
    public async Task Scorecard_OfABrokerThatSaysTheTokenAsItsErrorCode_DoesNotRepeatIt()
    {
        await using var server = RawUpstream.Answering("HTTP/1.1 403 x\r\nContent-Length: 26\r\nConnection: close\r\n\r\n{\"error\":\"tokenof4caller\"}");

        var (_, text) = await AttackAsync(Settings(new Uri(server.Url)) with { Token = "tokenof4caller" });

        Assert.Contains("An ordinary request: 403. Without a token: 403.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tokenof4caller", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not this machine", "http://192.168.1.10:8791")]
    [InlineData("not this machine", "http://example.com")]
    [InlineData("not this machine", "http://127.0.0.1.example.com:8791")]
    [InlineData("address", "https://127.0.0.1:8791")]
    [InlineData("address", "127.0.0.1:8791")]
    [InlineData("address", "http://user@127.0.0.1:8791")]
    [InlineData("address", "http://127.0.0.1:8791/v1")]
    [InlineData("--unknown", "http://127.0.0.1:1", "--unknown")]
    [InlineData("--token", "http://127.0.0.1:1", "--token")]
    [InlineData("token", "http://127.0.0.1:1", "--token", "")]
    [InlineData("token", "http://127.0.0.1:1", "--token", "a\r\nb")]
    [InlineData("path", "http://127.0.0.1:1", "--path", "v1")]
    [InlineData("path", "http://127.0.0.1:1", "--path", "/x")]
    [InlineData("path", "http://127.0.0.1:1", "--path", "/v1/x?y")]
    [InlineData("--upstream-port", "http://127.0.0.1:1", "--upstream-port", "0")]
    [InlineData("--upstream-port", "http://127.0.0.1:1", "--upstream-port", "http")]
    public async Task Program_ToldWrongly_SaysWhatIsWrongInOneLine(string problem, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var code = await AttackProgram.RunAsync(args, output, errors, Patience.Token);

        Assert.Equal((ExitCode.Misused, ""), (code, output.ToString()));
        Assert.Contains(problem, Assert.Single(errors.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WithNobodyAtTheAddress_SaysSo()
    {
        using var errors = new StringWriter();

        var code = await AttackProgram.RunAsync(["http://127.0.0.1:1"], TextWriter.Null, errors, Patience.Token);

        Assert.Equal(ExitCode.Misused, code);
        Assert.StartsWith("Nobody listens at http://127.0.0.1:", Assert.Single(errors.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WithThePortOfItsRecorderTaken_SaysSo()
    {
        await using var taken = RawUpstream.Answering("");
        using var errors = new StringWriter();

        var code = await AttackProgram.RunAsync([taken.Url, "--upstream-port", $"{new Uri(taken.Url).Port}"], TextWriter.Null, errors, Patience.Token);

        Assert.Equal(ExitCode.Misused, code);
        Assert.Contains("is taken", Assert.Single(errors.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static AttackSettings Settings(Uri broker) => new()
    {
        Broker = broker,
        // No verdict of these tests hangs on what comes late.
        Patience = TimeSpan.FromSeconds(5),
        SlowPatience = TimeSpan.FromSeconds(1),
    };

    private static async Task<(int Code, string Text)> AttackAsync(AttackSettings settings, Recorder? upstream = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = await AttackProgram.AttackAsync(settings, output, TextWriter.Null, TestContext.Current.CancellationToken, upstream);
        return (code, output.ToString());
    }

    private static Dictionary<string, string> Verdicts(string json) => JsonDocument.Parse(json).RootElement.GetProperty("threats").EnumerateArray()
        .ToDictionary(threat => threat.GetProperty("id").GetString()!, threat => threat.GetProperty("verdict").GetString()!);
}

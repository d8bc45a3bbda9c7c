using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C53: the program itself verifies a log, also while another broker writes it.</summary>
public sealed class VerifyEventsProgramTests
{
    [Fact]
    public async Task C53_Log_OfARunningBroker_IsVerifiedByTheProgram()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["Broker__events_chain"] = "true" };
        await using (var child = await BrokerChild.StartAsync(folder.Write(""), environment, Patience.Token))
        {
            using var host = await HostSocket.ConnectAsync(child.Url!, Patience.Token);
            for (var i = 0; i < 5; i++)
            {
                await host.SendAsync(new RawRequest { IsLast = false }.Text, Patience.Token);
                Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
            }

            Assert.Equal((0, "5 lines"), await VerifyAsync("5 lines"));
        }

        var path = folder.File("events.jsonl");
        await File.WriteAllLinesAsync(path, File.ReadAllLines(path).Where((_, i) => i != 2), TestContext.Current.CancellationToken);
        Assert.Equal((1, "events.jsonl, line 3: "), await VerifyAsync("events.jsonl, line 3: "));
        File.Delete(path);
        File.Delete(path + ".head");
        Assert.Equal((2, "There is no event log"), await VerifyAsync("There is no event log"));

        async Task<(int, string)> VerifyAsync(string expected)
        {
            await using var verify = BrokerChild.Start(["verify-events", folder.File("events.jsonl")]);
            var (code, output, errors) = await verify.EndAsync();
            return (code, (output + errors).Contains(expected, StringComparison.Ordinal) ? expected : output + errors);
        }
    }
}

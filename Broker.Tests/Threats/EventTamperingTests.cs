using System.Text;
using Broker.Tests.Auditing;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C53: somebody changes what the broker wrote down. <c>verify-events</c> names the first line that is not as it was.</summary>
public sealed class EventTamperingTests : IDisposable
{
    private readonly WrittenLog _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    public async Task C53_Line_Edited_IsNamed(int line)
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines[line - 1] = lines[line - 1].Replace("/v1/", "/v2/", StringComparison.Ordinal));

        Assert.Contains("The line was edited", _log.AssertSpoilt(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 1, 5)]
    [InlineData(5, 3, 5)]
    [InlineData(9, 1, 9)]
    public async Task C53_Line_Dropped_IsNamedByTheOneAfterIt(int first, int count, int named)
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines.RemoveRange(first - 1, count));

        Assert.Contains(count == 1 ? $"line {first} of the chain" : $"lines {first} to {first + count - 1} of the chain", _log.AssertSpoilt(named), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_Line_Moved_IsNamed()
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => (lines[3], lines[4]) = (lines[4], lines[3]));

        Assert.Contains("out of order", _log.AssertSpoilt(4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_Line_Copied_IsNamed()
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines.Insert(6, lines[2]));

        Assert.Contains("moved or copied", _log.AssertSpoilt(7), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"kind\":\"request\",\"path\":\"/forged\"}")]
    [InlineData("half a line")]
    [InlineData("")]
    public async Task C53_Line_PutIn_IsNamed(string line)
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines.Insert(6, line));

        _log.AssertSpoilt(7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task C53_End_CutOff_IsNoticedByTheHead(int count)
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines.RemoveRange(10 - count, count));

        Assert.Contains("The end was cut off", _log.AssertSpoilt(10 - count), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_End_CutOffWhileNoBrokerRuns_IsNotHiddenByTheNextOne()
    {
        await _log.WriteAsync(0, 10);
        _log.Change(lines => lines.RemoveRange(7, 3));

        await _log.WriteAsync(10, 5);

        Assert.Contains("lines 8 to 10 of the chain are missing", _log.AssertSpoilt(8), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task C53_File_EmptiedOrRemoved_IsNoticedByTheHead(bool isRemoved)
    {
        await _log.WriteAsync(0, 10);
        File.WriteAllText(_log.Path, "");
        if (isRemoved)
        {
            File.Delete(_log.Path);
        }

        var (code, _, error) = _log.Verify();

        Assert.Equal(1, code);
        Assert.Contains("lines 1 to 10 of the chain", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"seq\":10}")]
    public async Task C53_Head_RemovedOrDamaged_IsNoticed(string? head)
    {
        await _log.WriteAsync(0, 10);
        File.Delete(_log.Head);
        if (head is not null)
        {
            File.WriteAllText(_log.Head, head);
        }

        var (code, _, error) = _log.Verify();

        Assert.Equal(1, code);
        Assert.Contains("The head is missing or damaged", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_Chain_ComputedAnew_IsNoticedByTheHead()
    {
        await _log.WriteAsync(0, 10);
        var head = File.ReadAllText(_log.Head);
        File.Delete(_log.Path);
        File.Delete(_log.Head);
        await _log.WriteAsync(100, 10);
        File.WriteAllText(_log.Head, head);

        Assert.Contains("computed anew", _log.AssertSpoilt(10), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_Line_ChangedInAFileRotatedAway_IsNamedWithItsFile()
    {
        await _log.WriteAsync(0, 200, maxBytes: 4096);

        _log.Change(lines => lines.RemoveAt(3), _log.Rotated(2));
        _log.AssertSpoilt(4, _log.Rotated(2));

        File.Delete(_log.Rotated(2));
        Assert.Contains("are missing before this line", _log.AssertSpoilt(1, _log.Rotated(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_Byte_AnyOfAnyLine_IsNoticedAndItsLineNamed()
    {
        var random = new Random(53);
        await _log.WriteAsync(0, 2);
        await _log.WriteAsync(2, 3);
        var whole = await File.ReadAllBytesAsync(_log.Path, TestContext.Current.CancellationToken);
        var line = 1;
        for (var at = 0; at < whole.Length; at++)
        {
            if (whole[at] == '\n')
            {
                line++;
                continue;
            }

            foreach (var value in (byte[])[(byte)(whole[at] ^ 1), (byte)random.Next(256), (byte)'}', (byte)'"'])
            {
                if (value != whole[at] && value != '\n')
                {
                    await SpoilAsync(whole, at, value);
                    _log.AssertSpoilt(line);
                }
            }

            await SpoilAsync(whole, at, (byte)'\n');
            Assert.Equal(1, _log.Verify().Code);
        }
    }

    [Fact]
    public async Task C53_Log_TamperedWithAtRandom_IsNeverFoundWhole()
    {
        await _log.WriteAsync(0, 5);
        await _log.WriteAsync(5, 15, maxBytes: 2048);
        var whole = await File.ReadAllBytesAsync(_log.Path, TestContext.Current.CancellationToken);
        var random = new Random(5353);
        for (var round = 0; round < 500; round++)
        {
            var spoilt = Spoilt(Encoding.Latin1.GetString(whole), random);
            if (spoilt.TrimEnd('\n') != Encoding.Latin1.GetString(whole).TrimEnd('\n'))
            {
                await File.WriteAllBytesAsync(_log.Path, Encoding.Latin1.GetBytes(spoilt), TestContext.Current.CancellationToken);
                Assert.True(_log.Verify().Code == 1, $"Round {round}: {spoilt}");
            }
        }
    }

    [Fact]
    public async Task C53_Line_MadeToSteerATerminal_IsNotPrinted()
    {
        await _log.WriteAsync(0, 3);

        _log.Change(lines => lines[1] = "\u001b[2J" + lines[1]);

        Assert.DoesNotContain('\u001b', _log.AssertSpoilt(2));
    }

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
            await using var verify = Processes.BrokerChild.Start(["verify-events", folder.File("events.jsonl")]);
            var (code, output, errors) = await verify.EndAsync();
            return (code, (output + errors).Contains(expected, StringComparison.Ordinal) ? expected : output + errors);
        }
    }

    private Task SpoilAsync(byte[] whole, int at, byte value)
    {
        var spoilt = (byte[])whole.Clone();
        spoilt[at] = value;
        return File.WriteAllBytesAsync(_log.Path, spoilt);
    }

    private static string Spoilt(string whole, Random random)
    {
        var lines = whole.TrimEnd('\n').Split('\n').ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(6))
        {
            case 0:
                lines.RemoveRange(Math.Min(one, other), Math.Abs(one - other));
                break;
            case 1:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
            case 2:
                lines.Insert(one, lines[other]);
                break;
            case 3:
                lines[one] = lines[other];
                break;
            case 4:
                lines[one] = lines[one][..random.Next(lines[one].Length)] + lines[other][random.Next(lines[other].Length)..];
                break;
            default:
                return whole[..random.Next(whole.Length)];
        }

        return string.Concat(lines.Select(line => line + "\n"));
    }
}

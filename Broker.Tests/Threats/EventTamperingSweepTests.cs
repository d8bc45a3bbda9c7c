using System.Text;
using Broker.Tests.Auditing;
using Broker.Tests.Fuzzing;

namespace Broker.Tests.Threats;

/// <summary>C53: changes of every byte, and changes at random. None leaves a log that is found whole.</summary>
public sealed class EventTamperingSweepTests : IDisposable
{
    private readonly WrittenLog _log = new();

    public void Dispose() => _log.Dispose();

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

            byte[] values = [(byte)(whole[at] ^ 1), (byte)random.Next(256), (byte)'}', (byte)'"'];
            foreach (var value in FuzzSeed.IsLong ? values : [values[at % values.Length]])
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

using Broker.Service.Telemetry;

namespace Broker.Tests.Telemetry;

/// <summary>What is remembered of header names does not grow with what hosts send.</summary>
public class HeaderSetsTests
{
    [Fact]
    public void Of_SameNamesAgain_MakesNothingAnew()
    {
        var made = 0;
        var sets = new HeaderSets<string>(names => $"{++made} {string.Join(',', names)}");

        Assert.Equal("1 Host,Accept", sets.Of(["Host", "Accept"]));
        Assert.Equal("2 Accept,Host", sets.Of(["Accept", "Host"]));
        Assert.Equal("1 Host,Accept", sets.Of(["Host", "Accept"]));
    }

    [Fact]
    public void Of_ThousandsOfNames_KeepsFew()
    {
        var sets = new HeaderSets<string>(string.Concat);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal($"X-{i}", sets.Of([$"X-{i}"]));
        }

        Assert.InRange(sets.Count, 1, HeaderSets<string>.MostLists);
    }

    [Fact]
    public void Of_LongList_IsNotKept()
    {
        var sets = new HeaderSets<int>(names => names.Length);

        Assert.Equal(1, sets.Of([new string('x', HeaderSets<int>.LongestList + 1)]));
        Assert.Equal(0, sets.Count);
    }
}

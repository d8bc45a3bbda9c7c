using Broker.Bench;
using Broker.Bench.Counts;

namespace Broker.Tests.Bench;

/// <summary>What the runtime counted, as it writes it down.</summary>
public sealed class CountsFileTests
{
    [Fact]
    public void Text_OfTwoMethods_GivesTheirCounts()
    {
        var methods = CountsFile.Read(
        [
            "*** START PGO Data, max index = 2 ***",
            "@@@ codehash 0x26428BCE methodhash 0x946B6C15 ilSize 0x0000001E records 0x00000003",
            "MethodName: Some.Type`1[System.__Canon]..ctor",
            "Signature: instance void  ()",
            "Schema InstrumentationKind 385 ILOffset 22 Count 1 Other 4294967295",
            "41",
            "Schema InstrumentationKind 195 ILOffset 24 Count 2 Other 2147483648",
            "TypeHandle: NULL",
            "TypeHandle: Some.Other, Some.Assembly, Version=1.0.0.0",
            "Schema InstrumentationKind 386 ILOffset 28 Count 1 Other 0",
            "5 1",
            "@@@ codehash 0x26428BCE methodhash 0x946B6C15 ilSize 0x00000002 records 0x00000001",
            "MethodName: Some.Type.Run",
            "Signature: generic void  (!!0&)",
            "Schema InstrumentationKind 196 ILOffset 0 Count 2 Other 0",
            "MethodHandle: NULL",
            "MethodHandle: Run|@|Some.Type, Some.Assembly",
            "*** END PGO Data ***",
        ]);

        Assert.Equal(["Some.Type`1[System.__Canon]..ctor", "Some.Type.Run"], methods.Select(method => method.Name));
        Assert.Equal([0x1e, 2], methods.Select(method => method.IlSize));
        Assert.Equal([false, true], methods.Select(method => method.IsGeneric));
        Assert.Equal([(385, 22, -1), (195, 24, int.MinValue), (386, 28, 0)], methods[0].Entries.Select(entry => (entry.Kind, entry.Offset, entry.Other)));
        Assert.Equal(
            [new CountValue(41, null), new CountValue(0, null), new CountValue(0, "Some.Other, Some.Assembly, Version=1.0.0.0"), new CountValue((1L << 32) + 5, null)],
            methods[0].Entries.SelectMany(entry => entry.Values));
        Assert.Equal([new CountValue(0, null), CountValue.Unknown], Assert.Single(methods[1].Entries).Values);
        Assert.Equal((1L << 32) + 5, methods[0].Most);
    }

    [Theory]
    [InlineData("@@@ codehash 0x1")]
    [InlineData("@@@ codehash 0x1 methodhash 0x1 ilSize 0x1E records 0x1")]
    [InlineData("@@@ codehash 0x1 methodhash 0x1 ilSize 0x1E records 0x1\nMethodName: Run\nSignature: void  ()\nSchema InstrumentationKind 385")]
    [InlineData("@@@ codehash 0x1 methodhash 0x1 ilSize 0x1E records 0x1\nName: Run\nSignature: void  ()")]
    [InlineData("@@@ codehash 0x1 methodhash 0x1 ilSize 0x1E records 0x1\nMethodName: Run\nSignature: void  ()\nSchema InstrumentationKind 385 ILOffset 0 Count 1 Other 0\nmany")]
    public void Text_OfAnotherForm_IsSaidToBeOne(string text) =>
        Assert.Contains("another form", Assert.Throws<BenchException>(() => CountsFile.Read(text.Split('\n'))).Message, StringComparison.Ordinal);
}

using Broker.Tests.Fuzzing.Model;
using Broker.Tests.Fuzzing.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Broker.Tests.Fuzzing.Generating;

/// <summary>Ways of saying where a body ends.</summary>
internal static class Framings
{
    private static readonly Gen<int[]> Splits = from sizes in Gen.ArrayOf(Gen.Choose(1, 40), 6) from count in Gen.Choose(0, 6) select sizes.Take(count).ToArray();

    /// <summary>Ways that every server understands.</summary>
    public static Gen<Framing> Good { get; } = Gen.Frequency(
        (3, Gen.Constant(Framing.Length)),
        (2, from sizes in Splits select Framing.Chunked with { ChunkSizes = sizes }),
        (1, from sizes in Splits from trailers in Gen.Elements($"X-Broker-Token: {BrokerFacts.Token}\r\n", "Content-Length: 7\r\nX: y\r\n") select Framing.Chunked with { ChunkSizes = sizes, Trailers = trailers }),
        (1, Gen.Constant(Framing.None)));

    /// <summary>Ways that are wrong, or that two servers may understand differently.</summary>
    public static Gen<Framing> Bad { get; } = Gen.Frequency(
        (3, from text in Gen.Elements("+#", "-#", "0#", "#x", "0x#", "#,#", "#.0", "", "9999999999999999999999", "1e2", "# #", "\u0661") select Framing.Length with { LengthText = text }),
        (2, from coding in Gen.Elements("Chunked", "gzip, chunked", "chunked, gzip", "gzip", "identity", "chunked, identity", "xchunked", "chunked;q=1", "\u000bchunked", "", "chunked, chunked")
            select Framing.Chunked with { CodingText = coding }),
        (1, from text in Gen.Elements("#", "0", "3", "+#") select Framing.Chunked with { HasLength = true, LengthText = text }),
        (1, from extension in Gen.Elements(";a=b", ";a=\"b\"", " ;a", ";", ";\u0001") from sizes in Splits select Framing.Chunked with { ChunkSizes = sizes, Extension = extension }),
        (3, from fault in Gen.Elements("zz\r\n", "-1\r\n", "\r\n", "FFFFFFFFFFFFFFFFF\r\n", "g\r\n\r\n", "2\r\n{}XX0\r\n\r\n", "0x0\r\n\r\n", "+0\r\n\r\n", "7fffffff7fffffff\r\n{}\r\n")
            from sizes in Splits
            select Framing.Chunked with { ChunkSizes = sizes, Fault = fault }));
}

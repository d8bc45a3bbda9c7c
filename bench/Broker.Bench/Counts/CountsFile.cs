using System.Globalization;

namespace Broker.Bench.Counts;

/// <summary>Reads what the runtime writes at its end when <c>DOTNET_WritePGOData</c> is set: text, method by method.</summary>
internal static class CountsFile
{
    private const string MethodMark = "@@@ ";
    private const string NameMark = "MethodName: ";
    private const string SignatureMark = "Signature: ";
    private const string EntryMark = "Schema InstrumentationKind ";
    private const string TypeMark = "TypeHandle: ";
    private const string MethodHandleMark = "MethodHandle: ";
    private const string Nothing = "NULL";

    /// <summary>Reads all methods.</summary>
    /// <param name="lines">The file's lines.</param>
    /// <exception cref="BenchException">It has another form than expected.</exception>
    public static IReadOnlyList<MethodCounts> Read(IEnumerable<string> lines)
    {
        var methods = new List<MethodCounts>();
        using var line = lines.GetEnumerator();
        var more = line.MoveNext();
        try
        {
            while (more)
            {
                if (!line.Current.StartsWith(MethodMark, StringComparison.Ordinal))
                {
                    more = line.MoveNext();
                    continue;
                }

                var size = line.Current.Split(' ') is [.., "ilSize", var hex, "records", _] ? Convert.ToInt32(hex, 16) : throw new FormatException(line.Current);
                var name = After(NameMark, Next(line));
                var signature = After(SignatureMark, Next(line));
                more = line.MoveNext();
                methods.Add(new MethodCounts(name, signature.Contains("generic ", StringComparison.Ordinal), size, ReadEntries(line, ref more)));
            }
        }
        catch (FormatException e)
        {
            throw new BenchException($"The runtime's counts have another form than expected: {e.Message}");
        }

        return methods;
    }

    private static List<CountEntry> ReadEntries(IEnumerator<string> line, ref bool more)
    {
        var entries = new List<CountEntry>();
        while (more && line.Current.StartsWith(EntryMark, StringComparison.Ordinal))
        {
            // Kind, ILOffset, Count and Other, each after its name.
            if (After(EntryMark, line.Current).Split(' ') is not [var kind, _, var offset, _, var many, _, var other])
            {
                throw new FormatException(line.Current);
            }

            var count = Number(many);
            var values = new List<CountValue>();
            more = line.MoveNext();
            while (more && values.Count < count && Value(line.Current) is { } value)
            {
                values.Add(value);
                more = line.MoveNext();
            }

            entries.Add(new CountEntry((int)Number(kind), (int)Number(offset), unchecked((int)Number(other)), values));
        }

        return entries;
    }

    private static CountValue? Value(string line) => line switch
    {
        TypeMark + Nothing or MethodHandleMark + Nothing => new CountValue(0, null),
        _ when line.StartsWith(TypeMark, StringComparison.Ordinal) => new CountValue(0, line[TypeMark.Length..]),
        _ when line.StartsWith(MethodHandleMark, StringComparison.Ordinal) => CountValue.Unknown,
        _ when line.StartsWith(EntryMark, StringComparison.Ordinal) || line.StartsWith(MethodMark, StringComparison.Ordinal) => null,
        // Eight bytes come as two numbers, the lower first.
        _ => line.Split(' ') is [var low, var high] ? new CountValue(Number(low) | (Number(high) << 32), null) : new CountValue(Number(line), null),
    };

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Next(IEnumerator<string> line) => line.MoveNext() ? line.Current : throw new FormatException("it ends too soon");

    private static string After(string mark, string line) =>
        line.StartsWith(mark, StringComparison.Ordinal) ? line[mark.Length..] : throw new FormatException(line);
}

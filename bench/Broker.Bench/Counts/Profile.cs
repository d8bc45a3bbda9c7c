using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Broker.Bench.Counts;

/// <summary>
/// Counts in the form in which the native compiler takes them (<c>.mibc</c>): a packed assembly whose code is never run, but names a method, its
/// counts, and the next method.
/// </summary>
internal sealed class Profile
{
    // As often as a method is called until the runtime compiles it again: whoever has less is no path of requests.
    private const int LeastCount = 30;
    private const int AllFieldsFollow = 15;

    private readonly MetadataBuilder _metadata = new();
    private readonly ProfileCode _code;
    private readonly AssemblyCatalog _catalog;
    private readonly ProfileTokens _tokens;

    /// <summary>Begins an empty one.</summary>
    /// <param name="catalog">Where definitions are found.</param>
    public Profile(AssemblyCatalog catalog) => (_catalog, _tokens, _code) = (catalog, new ProfileTokens(_metadata, catalog), new ProfileCode(_metadata));

    /// <summary>How many methods are in it.</summary>
    public int Methods { get; private set; }

    /// <summary>Takes the counts of a method, if it was called often and is known by its name.</summary>
    /// <param name="counts">The counts.</param>
    public void Add(MethodCounts counts)
    {
        if (counts.IsGeneric || counts.Most < LeastCount || Find(counts) is not { } method)
        {
            return;
        }

        Methods++;
        _code.Name(method);
        _code.Say("InstrumentationDataStart");
        foreach (var entry in counts.Entries)
        {
            _code.Count(AllFieldsFollow);
            _code.Count(entry.Offset);
            _code.Count(entry.Kind);
            _code.Count(entry.Values.Count);
            _code.Count(entry.Other);
            foreach (var value in entry.Values)
            {
                Write(value);
            }
        }

        _code.Say("InstrumentationDataEnd");
        _code.EndRecord();
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">Full path; the compiler expects its name again within.</param>
    public void Write(string path)
    {
        using var file = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        using var assembly = file.CreateEntry(Path.GetFileName(path) + ".dll", CompressionLevel.SmallestSize).Open();
        ProfileAssembly.Of(Path.GetFileNameWithoutExtension(path), _metadata, _code).WriteContentTo(assembly);
    }

    private EntityHandle? Find(MethodCounts counts)
    {
        // Also a method may have dots in its name, and all constructors begin with one.
        for (var dot = counts.Name.LastIndexOf('.'); dot > 0; dot = counts.Name.LastIndexOf('.', dot - 1))
        {
            var end = counts.Name[dot - 1] == '.' ? dot - 1 : dot;
            if (TypeName.TryParse(counts.Name.AsSpan(0, end), out var name, LongNames) && Find(name, counts.Name[(end + 1)..], counts.IlSize) is { } method)
            {
                return method;
            }
        }

        return null;
    }

    private EntityHandle? Find(TypeName name, string method, int ilSize)
    {
        // The same sources in several assemblies: the length of the code says which, or nothing is said.
        var candidates = _catalog.Find(Definition(name))
            .Select(type => (Type: type, Method: type.Method(method, ilSize)))
            .Where(candidate => candidate.Method is not null)
            .ToList();
        return candidates is [(var type, { } found)] && _tokens.Signature(name, type) is { } owner ? _tokens.Method(owner, type, found) : null;
    }

    private static TypeNameParseOptions LongNames { get; } = new() { MaxNodes = 200 };

    private static string Definition(TypeName name) => TypeName.Unescape((name.IsConstructedGenericType ? name.GetGenericTypeDefinition() : name).FullName);

    private void Write(CountValue value)
    {
        if (value.Type is null)
        {
            _code.Count(value.Number);
        }
        else if (TypeName.TryParse(value.Type, out var name, LongNames) && _tokens.Type(name) is { } type)
        {
            _code.Name(type);
        }
        else
        {
            _code.Count(CountValue.Unknown.Number);
        }
    }
}

using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

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
    private const int MaxStack = 8;

    private readonly MetadataBuilder _metadata = new();
    private readonly InstructionEncoder _code = new(new BlobBuilder());
    private readonly AssemblyCatalog _catalog;
    private readonly ProfileTokens _tokens;

    /// <summary>Begins an empty one.</summary>
    /// <param name="catalog">Where definitions are found.</param>
    public Profile(AssemblyCatalog catalog) => (_catalog, _tokens) = (catalog, new ProfileTokens(_metadata, catalog));

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
        Name(method);
        Say("InstrumentationDataStart");
        foreach (var entry in counts.Entries)
        {
            Write(AllFieldsFollow);
            Write(entry.Offset);
            Write(entry.Kind);
            Write(entry.Values.Count);
            Write(entry.Other);
            foreach (var value in entry.Values)
            {
                Write(value);
            }
        }

        Say("InstrumentationDataEnd");
        _code.OpCode(ILOpCode.Pop);
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">Full path; the compiler expects its name again within.</param>
    public void Write(string path)
    {
        using var file = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        using var assembly = file.CreateEntry(Path.GetFileName(path) + ".dll", CompressionLevel.SmallestSize).Open();
        Assembly(Path.GetFileNameWithoutExtension(path)).WriteContentTo(assembly);
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
        var candidates = _catalog.Find(Definition(name)).Where(type => type.Method(method, ilSize) is not null).ToList();
        return candidates is [var type] && _tokens.Signature(name, type) is { } owner
            ? _tokens.Method(owner, type, type.Method(method, ilSize)!.Value)
            : null;
    }

    private static TypeNameParseOptions LongNames { get; } = new() { MaxNodes = 200 };

    private static string Definition(TypeName name) => TypeName.Unescape((name.IsConstructedGenericType ? name.GetGenericTypeDefinition() : name).FullName);

    private void Write(CountValue value)
    {
        if (value.Type is null)
        {
            Write(value.Number);
        }
        else if (TypeName.TryParse(value.Type, out var name, LongNames) && _tokens.Type(name) is { } type)
        {
            Name(type);
        }
        else
        {
            Write(CountValue.Unknown.Number);
        }
    }

    private void Write(long number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
        {
            _code.LoadConstantI4((int)number);
        }
        else
        {
            _code.LoadConstantI8(number);
        }
    }

    private void Name(EntityHandle handle)
    {
        _code.OpCode(ILOpCode.Ldtoken);
        _code.Token(handle);
    }

    private void Say(string text) => _code.LoadString(_metadata.GetOrAddUserString(text));

    private BlobBuilder Assembly(string name)
    {
        // One group of methods, and the list of groups.
        var bodies = new BlobBuilder();
        var encoder = new MethodBodyStreamEncoder(bodies);
        var nothing = _metadata.GetOrAddBlob(SignatureCopy.Method(new MethodSignature<byte[]>(new SignatureHeader(0), SignatureCopy.Primitive("System.Void")!, 0, 0, [])));
        var group = AddMethod("Methods", _code);
        var list = new InstructionEncoder(new BlobBuilder());
        list.LoadString(_metadata.GetOrAddUserString("Broker.Service;"));
        list.OpCode(ILOpCode.Ldtoken);
        list.Token(group);
        list.OpCode(ILOpCode.Pop);
        AddMethod("AssemblyDictionary", list);

        _metadata.AddModule(0, _metadata.GetOrAddString(name), _metadata.GetOrAddGuid(Guid.Empty), default, default);
        _metadata.AddAssembly(_metadata.GetOrAddString(name), new Version(0, 0, 0, 0), default, default, 0, 0);
        _metadata.AddTypeDefinition(0, default, _metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), group);
        var assembly = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(_metadata), bodies).Serialize(assembly);
        return assembly;

        MethodDefinitionHandle AddMethod(string called, InstructionEncoder code)
        {
            code.OpCode(ILOpCode.Ret);
            return _metadata.AddMethodDefinition(
                MethodAttributes.Public | MethodAttributes.Static, 0, _metadata.GetOrAddString(called), nothing, encoder.AddMethodBody(code, MaxStack), default);
        }
    }
}

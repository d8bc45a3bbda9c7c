using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Broker.Bench.Counts;

/// <summary>The assembly around a profile's code: one group of methods, and the list of groups that the compiler looks for.</summary>
internal static class ProfileAssembly
{
    private const int MaxStack = 8;
    private const MethodAttributes Global = MethodAttributes.Public | MethodAttributes.Static;

    /// <summary>Makes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="metadata">What the code refers to.</param>
    /// <param name="methods">The code.</param>
    public static BlobBuilder Of(string name, MetadataBuilder metadata, ProfileCode methods)
    {
        var bodies = new BlobBuilder();
        var encoder = new MethodBodyStreamEncoder(bodies);
        var noArguments = metadata.GetOrAddBlob(
            SignatureCopy.Method(new MethodSignature<byte[]>(default, SignatureCopy.Primitive("System.Void")!, 0, 0, [])));
        var group = Add("Methods", methods);
        var groups = new ProfileCode(metadata);
        groups.Say("Broker.Service;");
        groups.Name(group);
        groups.EndRecord();
        Add("AssemblyDictionary", groups);

        metadata.AddModule(0, metadata.GetOrAddString(name), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString(name), new Version(0, 0, 0, 0), default, default, 0, 0);
        metadata.AddTypeDefinition(0, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), group);
        var assembly = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), bodies).Serialize(assembly);
        return assembly;

        MethodDefinitionHandle Add(string called, ProfileCode code)
        {
            code.Instructions.OpCode(ILOpCode.Ret);
            return metadata.AddMethodDefinition(
                Global, 0, metadata.GetOrAddString(called), noArguments, encoder.AddMethodBody(code.Instructions, MaxStack), default);
        }
    }
}

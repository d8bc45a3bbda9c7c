using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Broker.Bench.Counts;

/// <summary>Gives the profile a reference to each type and method that it speaks of (ECMA-335, sections II.22 and II.23.2).</summary>
/// <param name="metadata">The profile's own.</param>
/// <param name="catalog">Where definitions are found.</param>
internal sealed class ProfileTokens(MetadataBuilder metadata, AssemblyCatalog catalog)
{
    // What the native compiler calls the assembly of the type that stands for all classes.
    private const string CanonAssembly = "System.Private.Canon";
    private const string Canon = "System.__Canon";

    private readonly Dictionary<string, EntityHandle> _references = new(StringComparer.Ordinal);

    /// <summary>A type as instructions name it; null where it is not known.</summary>
    /// <param name="name">Its name.</param>
    public EntityHandle? Type(TypeName name) => Signature(name) is { } signature ? Type(signature) : null;

    /// <summary>A method as instructions name it.</summary>
    /// <param name="owner">Its type as a signature has it.</param>
    /// <param name="definition">The type's definition.</param>
    /// <param name="method">The method's.</param>
    public EntityHandle Method(byte[] owner, CatalogType definition, MethodDefinition method)
    {
        var signature = method.DecodeSignature(new SignatureCopy(this, definition.Assembly), null);
        return metadata.AddMemberReference(
            Type(owner), metadata.GetOrAddString(definition.Metadata.GetString(method.Name)), metadata.GetOrAddBlob(SignatureCopy.Method(signature)));
    }

    /// <summary>A type as signatures have it; null where it is not known.</summary>
    /// <param name="name">Its name.</param>
    public byte[]? Signature(TypeName name) => Signature(name, null);

    /// <summary>The same, where the definition is known already.</summary>
    public byte[]? Signature(TypeName name, CatalogType? known)
    {
        if (name.IsSZArray)
        {
            return Signature(name.GetElementType()) is { } element ? [(byte)SignatureTypeCode.SZArray, .. element] : null;
        }

        if (name.IsConstructedGenericType)
        {
            var arguments = name.GetGenericArguments().Select(Signature).ToList();
            return Signature(name.GetGenericTypeDefinition(), known) is { } generic && arguments.All(argument => argument is not null)
                ? SignatureCopy.Generic(generic, [.. arguments!])
                : null;
        }

        return name.FullName == Canon ? Named(isValueType: false, Reference(CanonAssembly, "System", "__Canon"))
            : !name.IsSimple || (known ?? Definition(name)) is not { } definition ? null
            : SignatureCopy.Primitive(name.FullName) ?? Named(definition.IsValueType, Reference(definition.Assembly, definition.Metadata, definition.Handle));
    }

    /// <summary>A reference to a type that another assembly defines.</summary>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="reader">What the assembly says of itself.</param>
    /// <param name="handle">Where the type is in it.</param>
    public EntityHandle Reference(string assembly, MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? Reference(Reference(assembly, reader, outer), "", reader.GetString(type.Name))
            : Reference(assembly, reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    /// <summary>A reference to a type that another assembly refers to itself.</summary>
    /// <param name="reader">What the assembly says of itself.</param>
    /// <param name="handle">Its reference.</param>
    public EntityHandle Reference(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var (space, name) = (reader.GetString(type.Namespace), reader.GetString(type.Name));
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? Reference(Reference(reader, (TypeReferenceHandle)type.ResolutionScope), space, name)
            : Reference(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name), space, name);
    }

    /// <summary>A class or a struct in a signature.</summary>
    /// <param name="isValueType">Whether it is a struct.</param>
    /// <param name="reference">The reference to it.</param>
    public static byte[] Named(bool isValueType, EntityHandle reference)
    {
        var blob = new BlobBuilder();
        blob.WriteByte((byte)(isValueType ? SignatureTypeKind.ValueType : SignatureTypeKind.Class));
        blob.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(reference));
        return blob.ToArray();
    }

    private CatalogType? Definition(TypeName name)
    {
        var found = catalog.Find(TypeName.Unescape(name.FullName));
        return name.AssemblyName is { } assembly ? found.FirstOrDefault(type => type.Assembly == assembly.Name) : found is [var only] ? only : null;
    }

    private EntityHandle Type(byte[] signature) => Known(Convert.ToHexString(signature), () => metadata.AddTypeSpecification(metadata.GetOrAddBlob(signature)));

    private EntityHandle Reference(string assembly, string space, string name) => Reference(
        Known(assembly, () => metadata.AddAssemblyReference(metadata.GetOrAddString(assembly), new Version(0, 0, 0, 0), default, default, default, default)),
        space,
        name);

    private EntityHandle Reference(EntityHandle scope, string space, string name) => Known(
        $"{scope.GetHashCode()} {space}.{name}",
        () => metadata.AddTypeReference(scope, space.Length == 0 ? default : metadata.GetOrAddString(space), metadata.GetOrAddString(name)));

    private EntityHandle Known(string key, Func<EntityHandle> add)
    {
        if (!_references.TryGetValue(key, out var handle))
        {
            _references[key] = handle = add();
        }

        return handle;
    }
}

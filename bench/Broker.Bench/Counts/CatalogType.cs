using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Broker.Bench.Counts;

/// <summary>A type's definition.</summary>
/// <param name="Assembly">Name of its assembly.</param>
/// <param name="File">The assembly.</param>
/// <param name="Metadata">What the assembly says of itself.</param>
/// <param name="Handle">Where the type is in it.</param>
internal sealed record CatalogType(string Assembly, PEReader File, MetadataReader Metadata, TypeDefinitionHandle Handle)
{
    /// <summary>Whether its values are copied: a struct or an enumeration.</summary>
    public bool IsValueType => BaseName() is "ValueType" or "Enum" && Metadata.GetString(Metadata.GetTypeDefinition(Handle).Name) is not "Enum";

    /// <summary>The method of a name whose code has a length; null where there is none, or more than one.</summary>
    /// <param name="name">The method's name.</param>
    /// <param name="ilSize">Length of its code, in bytes.</param>
    public MethodDefinition? Method(string name, int ilSize)
    {
        var methods = Metadata.GetTypeDefinition(Handle).GetMethods()
            .Select(Metadata.GetMethodDefinition)
            .Where(method => Metadata.StringComparer.Equals(method.Name, name) && method.RelativeVirtualAddress != 0 && method.GetGenericParameters().Count == 0)
            .Where(method => File.GetMethodBody(method.RelativeVirtualAddress).GetILReader().Length == ilSize)
            .ToList();
        return methods is [var only] ? only : null;
    }

    private string? BaseName()
    {
        var parent = Metadata.GetTypeDefinition(Handle).BaseType;
        return parent.IsNil ? null : parent.Kind switch
        {
            HandleKind.TypeReference => Metadata.GetString(Metadata.GetTypeReference((TypeReferenceHandle)parent).Name),
            HandleKind.TypeDefinition => Metadata.GetString(Metadata.GetTypeDefinition((TypeDefinitionHandle)parent).Name),
            _ => null,
        };
    }
}

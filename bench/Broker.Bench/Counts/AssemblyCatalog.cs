using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Broker.Bench.Counts;

/// <summary>The types and methods of the assemblies in some folders, by name.</summary>
internal sealed class AssemblyCatalog : IDisposable
{
    private readonly List<PEReader> _files = [];
    private readonly Dictionary<string, List<CatalogType>> _types = new(StringComparer.Ordinal);

    /// <summary>Opens all assemblies; the first of a name counts.</summary>
    /// <param name="folders">Where they are.</param>
    public AssemblyCatalog(IEnumerable<string> folders)
    {
        foreach (var path in folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll")).DistinctBy(Path.GetFileName))
        {
            var file = new PEReader(File.OpenRead(path));
            _files.Add(file);
            if (file.HasMetadata && file.GetMetadataReader() is { IsAssembly: true } metadata)
            {
                Add(file, metadata);
            }
        }
    }

    /// <summary>The types of a name; several, where assemblies have sources in common.</summary>
    /// <param name="fullName">Namespace, dot, name; <c>+</c> before a nested one.</param>
    public IReadOnlyList<CatalogType> Find(string fullName) => _types.TryGetValue(fullName, out var found) ? found : [];

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Dispose());

    private void Add(PEReader file, MetadataReader metadata)
    {
        var assembly = metadata.GetString(metadata.GetAssemblyDefinition().Name);
        foreach (var handle in metadata.TypeDefinitions)
        {
            var name = FullName(metadata, handle);
            if (!_types.TryGetValue(name, out var sameName))
            {
                _types[name] = sameName = [];
            }

            sameName.Add(new CatalogType(assembly, file, metadata, handle));
        }
    }

    private static string FullName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{FullName(metadata, outer)}+{name}"
            : type.Namespace.IsNil ? name
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}

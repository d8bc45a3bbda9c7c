using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Broker.Bench.Counts;
using Broker.Bench.Report;
using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Bench;

/// <summary>The counts that the native compiler gets.</summary>
public sealed class ProfileTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void Profile_OfCounts_NamesTheMethodsThatWereCalledOften()
    {
        var toLine = typeof(AuditEvent).GetMethod(nameof(AuditEvent.ToLine))!;
        using var folder = new TemporaryFolder();
        using var catalog = new AssemblyCatalog([AppContext.BaseDirectory]);
        var profile = new Profile(catalog);

        profile.Add(Counts(toLine, toLine.Name, 1000));
        profile.Add(Counts(typeof(AuditEvent).GetConstructor(All, [])!, ".ctor", 1000));
        profile.Add(Counts(toLine, toLine.Name, 1));
        profile.Add(Counts(toLine, toLine.Name, 1000) with { IlSize = 123456 });
        profile.Add(Counts(toLine, toLine.Name, 1000) with { Name = "Gone.Type.Run" });
        profile.Add(Counts(toLine, toLine.Name, 1000) with { IsGeneric = true });
        var path = Path.Combine(folder.Path, "some.mibc");
        profile.Write(path);

        Assert.Equal(2, profile.Methods);
        Assert.Equal(
            [("Broker.Service", "Broker.Service.Auditing.AuditEvent", "ToLine"), ("Broker.Service", "Broker.Service.Auditing.AuditEvent", ".ctor")],
            Methods(path));
    }

    [Fact]
    public void File_HeldAgainstTheProgram_NamesMethodsThatAreThere()
    {
        var assembly = typeof(AuditEvent).Assembly;
        var named = Methods(Path.Combine(Documents.Find().Repository, "Broker.Service", CountsRun.FileName))
            .Where(method => method.Assembly == assembly.GetName().Name)
            .Distinct()
            .ToList();

        var gone = named.Where(method => assembly.GetType(method.Type)?.GetMember(method.Name, All) is not { Length: > 0 }).ToList();

        Assert.NotEmpty(named);
        Assert.True(
            gone.Count <= named.Count / 4,
            $"{gone.Count} of {named.Count} are gone, so the native broker is compiled by what it was. Count anew: dotnet run -c Release --project bench/Broker.Bench -- --layout\n{string.Join('\n', gone)}");
    }

    private static MethodCounts Counts(MethodBase method, string name, long count) => new(
        $"{method.DeclaringType!.FullName}.{name}", false, method.GetMethodBody()!.GetILAsByteArray()!.Length, [new CountEntry(385, 0, 0, [new CountValue(count, null)])]);

    /// <summary>What a profile refers to: assembly, type and method.</summary>
    private static List<(string Assembly, string Type, string Name)> Methods(string path)
    {
        using var file = ZipFile.OpenRead(path);
        using var content = new MemoryStream();
        using (var entry = file.GetEntry(Path.GetFileName(path) + ".dll")!.Open())
        {
            entry.CopyTo(content);
        }

        content.Position = 0;
        using var reader = new PEReader(content);
        var metadata = reader.GetMetadataReader();
        Assert.Contains("AssemblyDictionary", metadata.MethodDefinitions.Select(handle => metadata.GetString(metadata.GetMethodDefinition(handle).Name)));
        return [.. metadata.MemberReferences
            .Select(metadata.GetMemberReference)
            .Select(method => (Owner: TypeOf(metadata, method.Parent), Name: metadata.GetString(method.Name)))
            .Select(method => (method.Owner.Assembly, method.Owner.Name, method.Name))];
    }

    private static (string Assembly, string Name) TypeOf(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
            var kind = signature.ReadSignatureTypeCode();
            return kind == SignatureTypeCode.GenericTypeInstance ? TypeOf(metadata, Skip(signature).ReadTypeHandle())
                : kind == SignatureTypeCode.TypeHandle ? TypeOf(metadata, signature.ReadTypeHandle())
                : ("", $"{kind}");
        }

        var type = metadata.GetTypeReference((TypeReferenceHandle)handle);
        var name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            var outer = TypeOf(metadata, type.ResolutionScope);
            return (outer.Assembly, $"{outer.Name}+{name}");
        }

        return (metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name), $"{metadata.GetString(type.Namespace)}.{name}");
    }

    private static BlobReader Skip(BlobReader signature)
    {
        signature.ReadSignatureTypeCode();
        return signature;
    }
}

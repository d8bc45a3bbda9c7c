using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Broker.Bench.Counts;

/// <summary>Writes a signature of one assembly anew for another, whose references have other numbers (ECMA-335, section II.23.2).</summary>
/// <param name="tokens">The other assembly's references.</param>
/// <param name="assembly">Name of the assembly that it comes from.</param>
internal sealed class SignatureCopy(ProfileTokens tokens, string assembly) : ISignatureTypeProvider<byte[], object?>
{
    private static readonly Dictionary<string, PrimitiveTypeCode> Primitives = Enum.GetValues<PrimitiveTypeCode>().ToDictionary(code => $"System.{code}");

    /// <summary>The one byte that stands for a primitive type; null for any other.</summary>
    /// <param name="fullName">The type's name.</param>
    public static byte[]? Primitive(string fullName) => Primitives.TryGetValue(fullName, out var code) ? [(byte)code] : null;

    /// <summary>A generic type with its arguments.</summary>
    public static byte[] Generic(byte[] type, ImmutableArray<byte[]> arguments) =>
        [(byte)SignatureTypeCode.GenericTypeInstance, .. type, .. Number(arguments.Length), .. arguments.SelectMany(argument => argument)];

    /// <summary>A method's whole signature.</summary>
    public static byte[] Method(MethodSignature<byte[]> method) =>
    [
        method.Header.RawValue,
        .. method.GenericParameterCount > 0 ? Number(method.GenericParameterCount) : [],
        .. Number(method.ParameterTypes.Length),
        .. method.ReturnType,
        .. method.ParameterTypes.SelectMany(type => type),
    ];

    /// <inheritdoc/>
    public byte[] GetPrimitiveType(PrimitiveTypeCode typeCode) => [(byte)typeCode];

    /// <inheritdoc/>
    public byte[] GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        ProfileTokens.Named(rawTypeKind == (byte)SignatureTypeKind.ValueType, tokens.Reference(assembly, reader, handle));

    /// <inheritdoc/>
    public byte[] GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        ProfileTokens.Named(rawTypeKind == (byte)SignatureTypeKind.ValueType, tokens.Reference(reader, handle));

    /// <inheritdoc/>
    public byte[] GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    /// <inheritdoc/>
    public byte[] GetSZArrayType(byte[] elementType) => [(byte)SignatureTypeCode.SZArray, .. elementType];

    /// <inheritdoc/>
    public byte[] GetArrayType(byte[] elementType, ArrayShape shape) =>
    [
        (byte)SignatureTypeCode.Array, .. elementType, .. Number(shape.Rank),
        .. Number(shape.Sizes.Length), .. shape.Sizes.SelectMany(Number),
        .. Number(shape.LowerBounds.Length), .. shape.LowerBounds.SelectMany(Signed),
    ];

    /// <inheritdoc/>
    public byte[] GetByReferenceType(byte[] elementType) => [(byte)SignatureTypeCode.ByReference, .. elementType];

    /// <inheritdoc/>
    public byte[] GetPointerType(byte[] elementType) => [(byte)SignatureTypeCode.Pointer, .. elementType];

    /// <inheritdoc/>
    public byte[] GetPinnedType(byte[] elementType) => [(byte)SignatureTypeCode.Pinned, .. elementType];

    /// <inheritdoc/>
    public byte[] GetFunctionPointerType(MethodSignature<byte[]> signature) => [(byte)SignatureTypeCode.FunctionPointer, .. Method(signature)];

    /// <inheritdoc/>
    public byte[] GetGenericInstantiation(byte[] genericType, ImmutableArray<byte[]> typeArguments) => Generic(genericType, typeArguments);

    /// <inheritdoc/>
    public byte[] GetGenericMethodParameter(object? genericContext, int index) => [(byte)SignatureTypeCode.GenericMethodParameter, .. Number(index)];

    /// <inheritdoc/>
    public byte[] GetGenericTypeParameter(object? genericContext, int index) => [(byte)SignatureTypeCode.GenericTypeParameter, .. Number(index)];

    /// <inheritdoc/>
    public byte[] GetModifiedType(byte[] modifier, byte[] unmodifiedType, bool isRequired) =>
        [(byte)(isRequired ? SignatureTypeCode.RequiredModifier : SignatureTypeCode.OptionalModifier), .. modifier[1..], .. unmodifiedType];

    private static byte[] Number(int value)
    {
        var blob = new BlobBuilder();
        blob.WriteCompressedInteger(value);
        return blob.ToArray();
    }

    private static byte[] Signed(int value)
    {
        var blob = new BlobBuilder();
        blob.WriteCompressedSignedInteger(value);
        return blob.ToArray();
    }
}

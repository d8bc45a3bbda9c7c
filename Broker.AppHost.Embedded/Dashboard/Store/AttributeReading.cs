namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Reads attributes that should be of a kind; what is of another kind counts as missing.</summary>
internal static class AttributeReading
{
    /// <summary>Whether there is an attribute of that name.</summary>
    public static bool Has(this AttributeSet attributes, string name) => attributes.Items.Any(item => item.Key == name);

    /// <summary>The texts of a list; none when there is no such list.</summary>
    public static IReadOnlyList<string> Texts(this AttributeSet attributes, string name) =>
        attributes.Value(name) is object?[] list ? [.. list.OfType<string>()] : [];

    /// <summary>A whole number.</summary>
    public static long? Number(this AttributeSet attributes, string name) => attributes.Value(name) as long?;

    /// <summary>A number, whole or not.</summary>
    public static double? Real(this AttributeSet attributes, string name) => attributes.Value(name) switch
    {
        double real => real,
        long whole => whole,
        _ => null,
    };

    /// <summary>A yes or no.</summary>
    public static bool? Flag(this AttributeSet attributes, string name) => attributes.Value(name) as bool?;

    private static object? Value(this AttributeSet attributes, string name) =>
        attributes.Items.FirstOrDefault(item => item.Key == name).Value;
}

namespace Broker.Service.Auditing;

/// <summary>Limits the length of a method for printing. The server accepts visible ASCII only.</summary>
internal static class PrintableMethod
{
    /// <summary>Longest method, in characters; a longer one is cut and ends in <see cref="PrintablePath.CutMark"/>.</summary>
    public const int MaxLength = 32;

    public static string From(string method) => method.Length <= MaxLength ? method : method[..MaxLength] + PrintablePath.CutMark;
}

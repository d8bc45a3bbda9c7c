namespace Broker.Service.Auditing;

/// <summary>The form in which a request's method may be printed: of bounded length. The server lets only visible ASCII through.</summary>
internal static class PrintableMethod
{
    /// <summary>Longest method, in characters; a longer one is cut and ends in <see cref="PrintablePath.CutMark"/>.</summary>
    public const int MaxLength = 32;

    /// <summary>Cuts what is too long.</summary>
    /// <param name="method">The method as it came.</param>
    public static string From(string method) => method.Length <= MaxLength ? method : method[..MaxLength] + PrintablePath.CutMark;
}

using System.Text;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Checks;

/// <summary>What a host calls its body (RFC 9110, section 8.3.1).</summary>
internal static class MediaType
{
    private const string JsonSuffix = "+json";
    private const string Application = "application/";

    /// <summary>Under these a body may be meant as JSON: curl's default and what careless programs send are among them.</summary>
    private static readonly string[] OfJson = ["application/json", "text/json", "application/x-www-form-urlencoded", "text/plain"];

    /// <summary>Returns the first type that is not one of JSON; null if there is none, or none is given.</summary>
    /// <param name="contentType">Values of the header. One that is not ASCII counts as not given.</param>
    public static string? FindForeign(StringValues contentType)
    {
        foreach (var value in contentType)
        {
            if (value is not null && Ascii.IsValid(value)
                && value.Split(';')[0].Trim() is { Length: > 0 } type
                && !IsOfJson(type))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>Returns true for what browsers and SDKs upload files in.</summary>
    public static bool IsMultipart(string type) => type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfJson(string type) =>
        OfJson.Contains(type, StringComparer.OrdinalIgnoreCase)
        || (type.StartsWith(Application, StringComparison.OrdinalIgnoreCase) && type.EndsWith(JsonSuffix, StringComparison.OrdinalIgnoreCase));
}

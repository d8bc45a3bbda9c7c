using System.Text;
using Broker.Service.Configuration;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Requests;

/// <summary>The headers in which a host may send its caller token. Stock SDKs let a user set nothing but an API key, hence more than one.</summary>
internal static class CallerTokenCarriers
{
    private const string BearerScheme = "Bearer";
    private static readonly string[] PlainCarriers = [.. CallerTokenHeaders.Plain];

    /// <summary>
    /// The token that the headers agree on; null when there is none, when two differ, when one header comes twice, or one is not ASCII.
    /// </summary>
    /// <param name="headers">Request headers.</param>
    public static string? Read(IHeaderDictionary headers)
    {
        if (!TryReadBearer(headers.Authorization, out var token))
        {
            return null;
        }

        foreach (var carrier in PlainCarriers)
        {
            if (!headers.TryGetValue(carrier, out var values))
            {
                continue;
            }

            if (values is not [{ } value] || !Ascii.IsValid(value)
                || (token is not null && !string.Equals(token, value, StringComparison.Ordinal)))
            {
                return null;
            }

            token = value;
        }

        return token;
    }

    /// <summary>False when the header contradicts itself; another scheme than Bearer carries nothing.</summary>
    private static bool TryReadBearer(StringValues authorization, out string? token)
    {
        token = null;
        if (authorization is [])
        {
            return true;
        }

        if (authorization is not [{ } value] || !Ascii.IsValid(value))
        {
            return false;
        }

        var space = value.IndexOf(' ');
        var scheme = value.AsSpan(0, space < 0 ? value.Length : space);
        if (scheme.Equals(BearerScheme, StringComparison.OrdinalIgnoreCase))
        {
            token = space < 0 ? "" : value[(space + 1)..].Trim(' ');
        }

        return true;
    }
}

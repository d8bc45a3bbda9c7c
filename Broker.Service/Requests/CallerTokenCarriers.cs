using System.Text;
using Broker.Service.Configuration;
using Microsoft.Extensions.Primitives;

namespace Broker.Service.Requests;

/// <summary>Reads the caller token from any of several headers: with stock SDKs a user can set nothing but an API key.</summary>
internal static class CallerTokenCarriers
{
    private const string BearerScheme = "Bearer";
    private static readonly string[] PlainCarriers = [.. CallerTokenHeaders.Plain];

    /// <summary>Returns the token that all headers agree on; null if there is none, if two differ, if one occurs twice, or if one is not ASCII.</summary>
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

    /// <summary>Returns false if the header occurs twice. Schemes other than Bearer are ignored.</summary>
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

using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Broker.AppHost.Embedded.Dashboard.Pages;

/// <summary>The files that pages are made with, out of the assembly itself: nothing is fetched from elsewhere.</summary>
internal sealed class PageAssets
{
    private const string Prefix = "dashboard/";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private readonly Dictionary<string, byte[]> _files = ReadAll(typeof(PageAssets).Assembly);

    /// <summary>The address of a file; another one when its content is another.</summary>
    /// <param name="name">Name of the file.</param>
    public string Url(string name) => $"/assets/{name}?v={Convert.ToHexStringLower(SHA256.HashData(_files[name]).AsSpan(0, 6))}";

    /// <summary>Maps the files.</summary>
    /// <param name="routes">Where to.</param>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{name}", (string name, HttpContext context) =>
    {
        if (!_files.TryGetValue(name, out var content))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, ContentTypes[Path.GetExtension(name)]);
    });

    private static Dictionary<string, byte[]> ReadAll(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return whole.ToArray();
    }
}

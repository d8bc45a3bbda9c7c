using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Broker.AppHost.Embedded.Dashboard.Pages;

/// <summary>The files that pages are made with, out of the assembly itself: nothing is fetched from elsewhere.</summary>
internal sealed class PageAssets
{
    /// <summary>What makes Fluent UI's elements known to the browser.</summary>
    public const string FluentScript = "_content/Microsoft.FluentUI.AspNetCore.Components/Microsoft.FluentUI.AspNetCore.Components.lib.module.js";

    /// <summary>The pages' own styles, all in one.</summary>
    public const string Style = "assets/all.css";

    private const string Prefix = "dashboard/";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    // A page waits for its styles: one request, not seven. Later ones win.
    private static readonly string[] Styles = ["theme", "dashboard", "resources", "console", "telemetry", "metrics", "boundary"];

    private readonly Dictionary<string, (byte[] Content, string Version)> _files = ReadAll(typeof(PageAssets).Assembly);

    /// <summary>The address of a file; another one when its content is another.</summary>
    /// <param name="path">Its path, such as <c>assets/dashboard.css</c>.</param>
    public string Url(string path) => $"/{path}?v={_files[path].Version}";

    /// <summary>Maps the files.</summary>
    /// <param name="routes">Where to.</param>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, (content, version)) in _files)
        {
            var tag = new EntityTagHeaderValue($"\"{version}\"");
            routes.MapGet("/" + path, (HttpContext context) =>
            {
                // Scripts also ask for each other, and leave the version out.
                context.Response.Headers.CacheControl = context.Request.Query["v"] == version ? "public, max-age=31536000, immutable" : "no-cache";
                return Results.Bytes(content, ContentTypes[Path.GetExtension(path)], entityTag: tag);
            });
        }
    }

    private static Dictionary<string, (byte[] Content, string Version)> ReadAll(Assembly assembly)
    {
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
        byte[] style = [.. Styles.SelectMany(name => files[$"assets/{name}.css"])];
        return files.Append(new(Style, style)).ToDictionary(file => file.Key, file => (file.Value, Convert.ToHexStringLower(SHA256.HashData(file.Value).AsSpan(0, 6))), StringComparer.Ordinal);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return whole.ToArray();
    }
}

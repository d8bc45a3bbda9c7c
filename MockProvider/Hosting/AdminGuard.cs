using System.Net;
using Microsoft.AspNetCore.Http;
using MockProvider.Answers;

namespace MockProvider.Hosting;

/// <summary>
/// Keeps web pages away from WireMock's admin interface and from the mock's own, which need no key: they show what arrived and
/// change what is answered. A page reaches it by a name that it points at this machine (Host), or by a request across sites (Origin).
/// </summary>
internal sealed class AdminGuard(RequestDelegate next, IDialect dialect)
{
    public const string AdminPath = "/__admin";

    /// <summary>Whether the request is for the admin interface, as far as anyone may care who is not guarding it.</summary>
    public static bool IsAdmin(HttpContext context) =>
        context.Request.Path.StartsWithSegments(AdminPath, StringComparison.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context) =>
        CouldReachAdmin(context) && !IsFromThisMachine(context.Request)
            ? dialect.Refuse(Errors.NotFromThisMachine(), []).WriteWholeAsync(context)
            : next(context);

    // WireMock resolves escaped dots after the server has decoded the path once: any path with such a word in it counts.
    private static bool CouldReachAdmin(HttpContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.Path.ToUriComponent());
        return path.Contains(AdminPath[1..], StringComparison.OrdinalIgnoreCase)
            || path.Contains(ControlInterface.Path[1..], StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsFromThisMachine(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        var sites = request.Headers["Sec-Fetch-Site"];
        return IsLoopback(request.Host.Host)
            && (origins.Count == 0 || (origins.Count == 1 && origins[0] == $"http://{request.Host.Value}"))
            && (sites.Count == 0 || (sites.Count == 1 && sites[0] is "none" or "same-origin"));
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

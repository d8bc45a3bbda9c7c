using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Broker.AppHost.Embedded.Dashboard.Access;

/// <summary>
/// The two cookies. Browsers keep cookies by host and not by port, so each name carries the port: two dashboards of one
/// machine do not overwrite each other's.
/// </summary>
/// <param name="server">Knows the port.</param>
internal sealed class DashboardCookies(IServer server) : IConfigureOptions<AntiforgeryOptions>
{
    private string Port => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
        ? new Uri(address).Port.ToString(CultureInfo.InvariantCulture)
        : "0";

    private string SessionName => "broker_dashboard_" + Port;

    /// <summary>The session that a request belongs to; null when to none.</summary>
    /// <param name="request">The request.</param>
    public string? ReadSession(HttpRequest request) => request.Cookies[SessionName];

    /// <summary>Gives a browser its session. Not <c>Secure</c>: there is no TLS on loopback, and not every browser makes an exception.</summary>
    /// <param name="response">The answer that carries it.</param>
    /// <param name="session">The session.</param>
    public void WriteSession(HttpResponse response, string session) => response.Cookies.Append(SessionName, session, new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
    });

    /// <inheritdoc/>
    public void Configure(AntiforgeryOptions options)
    {
        options.Cookie.Name = "broker_dashboard_form_" + Port;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.None;
    }
}

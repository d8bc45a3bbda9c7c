using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Broker.AppHost.Embedded.Dashboard.Access;

/// <summary>The two cookies.</summary>
internal sealed class DashboardCookies : IConfigureOptions<AntiforgeryOptions>
{
    private readonly string _session;
    private readonly string _form;

    /// <summary>
    /// Names them. Browsers keep cookies by host and not by port, so each name carries the port, or a number instead of one not
    /// known yet: two dashboards of one machine do not overwrite each other's.
    /// </summary>
    /// <param name="options">Knows the port.</param>
    public DashboardCookies(DashboardOptions options)
    {
        var port = options.Url.Port is 0 ? RandomNumberGenerator.GetInt32(int.MaxValue) : options.Url.Port;
        _session = string.Create(CultureInfo.InvariantCulture, $"broker_dashboard_{port}");
        _form = string.Create(CultureInfo.InvariantCulture, $"broker_dashboard_form_{port}");
    }

    /// <summary>The session that a request belongs to; null when to none.</summary>
    /// <param name="request">The request.</param>
    public string? ReadSession(HttpRequest request) => request.Cookies[_session];

    /// <summary>Gives a browser its session. Not <c>Secure</c>: there is no TLS on loopback, and not every browser makes an exception.</summary>
    /// <param name="response">The answer that carries it.</param>
    /// <param name="session">The session.</param>
    public void WriteSession(HttpResponse response, string session) => response.Cookies.Append(_session, session, new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
    });

    /// <inheritdoc/>
    public void Configure(AntiforgeryOptions options)
    {
        options.Cookie.Name = _form;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.None;
    }
}

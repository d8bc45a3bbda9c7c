using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MockProvider.Answers;
using WireMock.Exceptions;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace MockProvider.Hosting;

/// <summary>Starts WireMock with our steps ahead of its own, and keeps the mapping that lets it match every request.</summary>
internal static class WireMockHost
{
    private static readonly Guid EverythingElse = new("0a1f0000-0000-4000-8000-00000000a115");

    /// <summary>Starts listening.</summary>
    /// <exception cref="MockProviderStartException">The address cannot be had.</exception>
    public static WireMockServer Start(ListenAddress address, Pipeline pipeline)
    {
        address.EnsureFree();
        try
        {
            return WireMockServer.Start(new WireMockServerSettings
            {
                Urls = [address.BindUrl],
                StartAdminInterface = true,
                MaxRequestLogCount = MockProviderOptions.JournalLength,
                AllowBodyForAllHttpMethods = true,
                // No provider takes compressed bodies, and a broken one would end in a page of WireMock's own.
                DisableRequestBodyDecompressing = true,
                AdditionalServiceRegistration = services => services.AddHttpContextAccessor(),
                PreWireMockMiddlewareInit = app => pipeline.Configure((IApplicationBuilder)app),
            });
        }
        catch (Exception exception) when (exception is WireMockException or TimeoutException)
        {
            throw new MockProviderStartException($"{address.BindUrl} cannot be listened on.", exception);
        }
    }

    /// <summary>Reads every <c>*.json</c> of a folder; a folder that is not there holds none.</summary>
    /// <exception cref="MockProviderStartException">A file holds no mapping.</exception>
    public static void LoadMappings(WireMockServer server, string? folder)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var reason = "WireMock finds no mapping in it.";
            try
            {
                if (server.ReadStaticMappingAndAddOrUpdate(Path.GetFullPath(file)))
                {
                    continue;
                }
            }
            // Whatever a file makes WireMock throw, it is the file that is wrong.
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                reason = exception.Message.ReplaceLineEndings(" ");
            }

            throw new MockProviderStartException($"the mapping {Path.GetFullPath(file)} cannot be used: {reason}") { IsOfSettings = true };
        }
    }

    /// <summary>
    /// Makes sure that a request no other mapping wants is ours. Asked before each request, since <c>/__admin/mappings/reset</c>
    /// takes every mapping away.
    /// </summary>
    public static void ClaimEverythingElse(WireMockServer server, AnswerMaker answers)
    {
        if (server.Mappings.Any(mapping => mapping.Guid == EverythingElse))
        {
            return;
        }

        server.Given(Request.Create().WithPath("/*").UsingAnyMethod())
            .WithGuid(EverythingElse)
            .WithTitle("A provider, as the mock plays it")
            .AtPriority(int.MaxValue)
            .RespondWith(Response.Create().WithCallback(_ => answers.Make(CurrentRequest())));
    }

    // WireMock hands a callback its own picture of the request; a response provider would get the real one, but then
    // /__admin/mappings fails, which knows how to show callbacks only.
    private static HttpContext CurrentRequest() =>
        new HttpContextAccessor().HttpContext ?? throw new InvalidOperationException("WireMock called from outside a request.");
}

/// <summary>
/// Last step before WireMock: sees to it that a mapping will match, and stops waiting for WireMock when the caller has hung up
/// or the server stops, since a mapping with a delay would wait on regardless.
/// </summary>
internal sealed class WireMockStep(RequestDelegate next, Task<WireMockServer> started, AnswerMaker answers, CancellationToken stopping)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Host.HasValue)
        {
            // HTTP/1.0 does without; WireMock makes a URL of it and cannot.
            context.Request.Host = new HostString("localhost");
        }

        WireMockHost.ClaimEverythingElse(await started.ConfigureAwait(false), answers);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await next(context).WaitAsync(over.Token).ConfigureAwait(false);
    }
}

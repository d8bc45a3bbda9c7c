using Broker.Service.Configuration;
using Broker.Service.Dialects;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Dialects;

/// <summary>A broker of the general form, with an upstream of each dialect and one caller.</summary>
internal static class GeneralBroker
{
    public const string Chat = "/openai/v1/chat/completions";
    public const string Messages = "/anthropic/v1/messages";
    public const string CountTokens = "/anthropic/v1/messages/count_tokens";
    public const string GenerateContent = "/gemini/v1beta/models/gemini-2.5-flash:generateContent";

    /// <param name="upstream">Address of all upstreams; null for a dry run.</param>
    public static Task<RunningBroker> StartAsync(
        string? upstream = null,
        Func<LabSettings, LabSettings>? change = null,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<IServiceCollection>? customize = null)
    {
        LabSettings? lab = null;
        return RunningBroker.StartAsync(
            options =>
            {
                lab = options with
                {
                    Mode = upstream is null ? BrokerMode.DryRun : BrokerMode.Proxy,
                    UpstreamBaseUrl = upstream ?? options.UpstreamBaseUrl,
                    ClientTokenEnv = "BROKER_CLIENT_TOKEN",
                    SecretSource = new SecretSourceOptions { Kind = SecretSourceKind.Env, Name = "PROVIDER_API_KEY" },
                };
                return lab = change?.Invoke(lab) ?? lab;
            },
            environment,
            services =>
            {
                services.AddSingleton(lab!.ToSettings() with
                {
                    IsGeneral = true,
                    Upstreams =
                    [
                        Speaking(lab, Dialect.OpenAI, "openai", "openai", Chat),
                        Speaking(lab, Dialect.Anthropic, "anthropic", "anthropic", Messages, CountTokens),
                        Speaking(lab, Dialect.Gemini, "gemini", "gcp.gemini", GenerateContent),
                    ],
                });
                customize?.Invoke(services);
            });
    }

    private static UpstreamSettings Speaking(LabSettings lab, Dialect dialect, string name, string provider, params string[] paths)
    {
        var prefix = $"/{name}";
        return lab.ToUpstream() with
        {
            Name = name,
            PathPrefix = prefix,
            Dialect = dialect,
            ProviderName = provider,
            Routes = [.. paths.Select(path => RunningBroker.Post(path[prefix.Length..]))],
        };
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.AppHost.Boundary;

/// <summary>The command "Look for the key": searches all that this run has left for the provider key and the caller token, and fails where it finds one.</summary>
internal static class KeySearch
{
    /// <summary>Name of the command.</summary>
    public const string Name = "look-for-key";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Adds the command.</summary>
    /// <param name="broker">The broker on whose row it stands.</param>
    /// <param name="lab">Knows the caller token, the mock's key and the event files.</param>
    /// <param name="openAIKey">Knows OpenAI's key; null where OpenAI is not the provider.</param>
    public static IResourceBuilder<ProjectResource> WithKeySearch(this IResourceBuilder<ProjectResource> broker, LabSettings lab, ProviderKeyFile? openAIKey) =>
        broker.WithCommand(Name, "Look for the key", context => SearchAsync(context, Secrets(lab, openAIKey), lab.EventsPaths), new CommandOptions
        {
            Description = "Searches spans, logs, console lines and event files for the provider key and the caller token.",
            IconName = "SearchShield",
            IsHighlighted = true,
        });

    private static List<(string What, string[] Forms)> Secrets(LabSettings lab, ProviderKeyFile? openAIKey) => lab.Provider switch
    {
        Provider.None => [],
        Provider.Mock => [("provider key", Forms(lab.MockKey)), ("caller token", Forms(lab.CallerToken))],
        Provider.Agents => [("provider key", Forms(lab.MockKey)), ("caller token", Forms(lab.CallerToken)), ("Claude's token", Forms(lab.ClaudeToken))],
        Provider.OpenAI => [("provider key", Forms(openAIKey!.Read())), ("caller token", Forms(lab.CallerToken))],
        _ => throw new ArgumentOutOfRangeException(nameof(lab), lab.Provider, null),
    };

    /// <summary>How a secret may be written: as it is, in JSON, in a URL, in base64.</summary>
    private static string[] Forms(string secret)
    {
        string[] forms = [secret, JsonEncodedText.Encode(secret).Value, Uri.EscapeDataString(secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')];
        return [.. forms.Distinct()];
    }

    private static async Task<ExecuteCommandResult> SearchAsync(ExecuteCommandContext context, List<(string What, string[] Forms)> secrets, IReadOnlyList<string> eventFiles)
    {
        if (secrets.Count == 0)
        {
            return CommandResults.Success("This run has no key and no token to look for: it only describes requests.");
        }

        var places = new List<Place>();
        try
        {
            using var telemetry = await DashboardTelemetry.ConnectAsync(context.Services, context.CancellationToken);
            foreach (var kind in (string[])["spans", "logs"])
            {
                var (data, count) = await telemetry.GetAllAsync(kind, context.CancellationToken);
                places.Add(new(kind, count, Found(Strings(data), secrets)));
            }
        }
        catch (HttpRequestException e)
        {
            return CommandResults.Failure($"The dashboard's telemetry cannot be read, so nothing is proved. {e.Message}");
        }

        var console = await ConsoleLinesAsync(context);
        places.Add(new("console lines", console.Count, Found(console, secrets)));
        var events = eventFiles.SelectMany(EventFiles.ReadLines).ToList();
        places.Add(new("event lines", events.Count, Found(events, secrets)));

        var leaks = places.Sum(place => place.Found.Sum());
        var verdict = leaks == 0 ? "Neither the provider key nor the caller token is anywhere." : $"A secret was found in {leaks} {(leaks == 1 ? "place" : "places")}.";
        var page = new StringBuilder($"## {verdict}\n\n");
        page.AppendTable(["looked at", .. secrets.Select(secret => secret.What)],
            places.Select(place => (string[])[$"{place.Count:#,0} {place.Kind}", .. place.Found.Select(found => found == 0 ? "✓ not there" : $"**✗ in {found}**")]));
        return leaks == 0
            ? CommandResults.Success(verdict, page.ToString(), CommandResultFormat.Markdown, displayImmediately: true)
            : CommandResults.Failure(verdict, new CommandResultData { Value = page.ToString(), Format = CommandResultFormat.Markdown, DisplayImmediately = true });
    }

    private static async Task<List<string>> ConsoleLinesAsync(ExecuteCommandContext context)
    {
        var (logs, lines) = (context.Services.GetRequiredService<ResourceLoggerService>(), new List<string>());
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        deadline.CancelAfter(Patience);
        foreach (var resource in context.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ProjectResource>())
        {
            await foreach (var batch in logs.GetAllAsync(resource).WithCancellation(deadline.Token))
            {
                lines.AddRange(batch.Select(line => line.Content));
            }
        }

        return lines;
    }

    /// <summary>How many of the texts have each secret in them.</summary>
    private static int[] Found(IReadOnlyCollection<string> texts, List<(string What, string[] Forms)> secrets) =>
        [.. secrets.Select(secret => texts.Count(text => secret.Forms.Any(form => text.Contains(form, StringComparison.Ordinal))))];

    /// <summary>All names and string values of a document, decoded.</summary>
    private static List<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Strings)],
        JsonValueKind.Object => [.. element.EnumerateObject().SelectMany(member => Strings(member.Value).Prepend(member.Name))],
        JsonValueKind.Undefined => [],
        _ => [element.GetRawText()],
    };

    private sealed record Place(string Kind, int Count, int[] Found);
}

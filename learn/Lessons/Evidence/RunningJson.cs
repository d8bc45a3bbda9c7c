using System.Text.Json;
using Broker.Lessons.Running;

namespace Broker.Lessons.Evidence;

/// <summary>What a program that the learner started says about itself.</summary>
internal static class RunningJson
{
    /// <summary>Asks a running program.</summary>
    /// <param name="url">The address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its JSON; null when nobody answers, or with something else.</returns>
    public static async Task<JsonElement?> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        using var client = Host.Client();
        try
        {
            using var answer = await client.GetAsync(url, cancellationToken);
            return answer.IsSuccessStatusCode ? JsonElement.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)) : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A text of a JSON object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="key">Its key.</param>
    /// <returns>Null when there is none.</returns>
    public static string? Text(this JsonElement? json, string key) =>
        json is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

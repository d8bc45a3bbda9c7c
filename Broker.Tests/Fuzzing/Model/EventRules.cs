using System.Text.Json;
using Broker.Tests.Fuzzing.Wire;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>What an event says of a request.</summary>
internal static class EventRules
{
    /// <summary>The error code; null where there is none.</summary>
    public static string? Error(JsonElement line) => line.TryGetProperty("error", out var error) ? error.GetString() : null;

    /// <summary>The event of what the HTTP server refused.</summary>
    public static void AssertServerRefusal(JsonElement line, WireAnswer? answer)
    {
        AssertIs(line, isHealth: false, answer?.Status ?? line.GetProperty("status").GetInt32(), mode: null, "bad_request");
        PathText.AssertIs(line.GetProperty("path").GetString()!, "");
    }

    /// <summary>The event of a request that the rules answered.</summary>
    public static void AssertIs(JsonElement line, Outcome outcome, FuzzRequest request)
    {
        var mode = outcome.Kind switch
        {
            OutcomeKind.Forwarded => "proxy",
            OutcomeKind.Description => "dry_run",
            _ => null,
        };
        AssertIs(line, outcome.IsHealth, outcome.Status, mode, outcome.Error);
        PathText.AssertIs(line.GetProperty("path").GetString()!, request.Named);
    }

    private static void AssertIs(JsonElement line, bool isHealth, int status, string? mode, string? error)
    {
        string?[] keys = ["time", "kind", "path", "ok", "status", mode is null ? null : "mode", error is null ? null : "error"];
        var expected = keys.OfType<string>().ToArray();
        Assert.Equal(expected, line.EnumerateObject().Select(member => member.Name).Take(expected.Length));
        Assert.Equal(isHealth ? "health" : "request", line.GetProperty("kind").GetString());
        Assert.Equal(status, line.GetProperty("status").GetInt32());
        Assert.Equal(error is null, line.GetProperty("ok").GetBoolean());
        Assert.Equal(error, Error(line));
        Assert.Equal(mode, line.TryGetProperty("mode", out var shown) ? shown.GetString() : null);
    }
}

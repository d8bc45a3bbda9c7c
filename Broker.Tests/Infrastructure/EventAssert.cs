using System.Text.Json;

namespace Broker.Tests.Infrastructure;

/// <summary>What every event must look like.</summary>
internal static class EventAssert
{
    private static readonly string[] InOrder =
    [
        "time", "kind", "path", "ok", "status", "mode", "error", "method", "trace_id", "duration_ms", "bytes_in", "bytes_out", "model", "caller", "upstream", "input_tokens", "output_tokens", "time_to_first_byte_ms", "masked",
    ];

    /// <summary>The names of an object's members, in order.</summary>
    public static string[] Keys(JsonElement json) => [.. json.EnumerateObject().Select(member => member.Name)];

    /// <summary>Exactly one event, of a request that got past no check.</summary>
    /// <returns>The event.</returns>
    public static JsonElement SingleRefusal(RunningBroker broker, string path, int status, string error, string kind = "request")
    {
        var line = Single(broker, path, ok: false, status, mode: null, error);
        Assert.Equal(kind, line.GetProperty("kind").GetString());
        return line;
    }

    /// <summary>Exactly one event, with these values and its keys in their order.</summary>
    /// <returns>The event.</returns>
    public static JsonElement Single(RunningBroker broker, string path, bool ok, int status, string? mode, string? error = null)
    {
        var line = Assert.Single(broker.Events());
        var keys = Keys(line);
        string?[] head = ["time", "kind", "path", "ok", "status", mode is null ? null : "mode", error is null ? null : "error"];
        var expected = head.OfType<string>().ToArray();
        Assert.Equal(expected, keys.Take(expected.Length));
        Assert.Equal(InOrder.Intersect(keys), keys);
        Assert.Equal(mode is not null, keys.Contains("mode"));
        Assert.Equal(error is not null, keys.Contains("error"));
        Assert.Equal(path, line.GetProperty("path").GetString());
        Assert.Equal(ok, line.GetProperty("ok").GetBoolean());
        Assert.Equal(status, line.GetProperty("status").GetInt32());
        Assert.Equal(mode, mode is null ? null : line.GetProperty("mode").GetString());
        Assert.Equal(error, error is null ? null : line.GetProperty("error").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", line.GetProperty("time").GetString());
        return line;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI;

/// <summary>Copies the beginning of an answer as it passes, and makes messages of the copy afterwards. Only where capturing content was asked for.</summary>
/// <param name="inner">What listens too.</param>
/// <param name="isStream">Whether the answer is an event stream.</param>
internal sealed class CapturingTap(IAnswerTap inner, bool isStream) : IAnswerTap
{
    private const int LongestCopy = 256 * 1024;
    private readonly ArrayBufferWriter<byte> _copy = new();

    /// <inheritdoc/>
    public void Pass(ReadOnlySpan<byte> bytes)
    {
        inner.Pass(bytes);
        _copy.Write(bytes[..Math.Min(bytes.Length, LongestCopy - _copy.WrittenCount)]);
    }

    /// <summary>The answer's messages as the conventions write them; null where there are none that can be read.</summary>
    public string? Messages()
    {
        var answer = new OutputMessages();
        var text = Encoding.UTF8.GetString(_copy.WrittenSpan);
        foreach (var value in isStream ? Data(text) : [text])
        {
            try
            {
                using var document = JsonDocument.Parse(value);
                answer.Add(document.RootElement);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Cut short, or no JSON: what was read before still counts.
            }
        }

        return answer.ToJson();
    }

    private static IEnumerable<string> Data(string stream) => stream
        .Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.StartsWith("data:", StringComparison.Ordinal))
        .Select(line => line["data:".Length..]);
}

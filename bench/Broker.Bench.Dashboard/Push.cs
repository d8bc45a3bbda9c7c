using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Broker.AppHost.Embedded.Dashboard.Otlp;
using Broker.Pictures;

namespace Broker.Bench.Dashboard;

/// <summary>Pushes the spans as fast as they are taken, with a broker that is asked all the while.</summary>
internal static class Push
{
    private const int QuietCalls = 400;
    private const int WarmCalls = 200;
    private const int GrpcHead = 5;

    /// <summary>Does it once.</summary>
    /// <param name="lab">The lab.</param>
    public static async Task<PushResult> RunAsync(Lab lab)
    {
        var (spans, logs) = (Spans.Exports().ToList(), Spans.LogExports().ToList());
        await AskAsync(lab, calls => calls < WarmCalls);
        var quiet = await AskAsync(lab, calls => calls < QuietCalls);

        var receiver = await ReceiverAsync(lab);
        var cpu = lab.Program.ProcessorTime;
        var pushing = PushAsync(lab, receiver, OtlpPaths.TraceService, spans);
        var busy = await AskAsync(lab, _ => !pushing.IsCompleted);
        var took = await pushing;
        var spent = lab.Program.ProcessorTime - cpu;
        await PushAsync(lab, receiver, OtlpPaths.LogsService, logs);
        return new(took, spent, lab.Program.WorkingSet, quiet, busy);
    }

    /// <summary>Sends exports one after the other.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="receiver">Where to.</param>
    /// <param name="service">What takes them.</param>
    /// <param name="exports">The exports.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> PushAsync(Lab lab, Uri receiver, string service, IEnumerable<byte[]> exports)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var export in exports)
        {
            var message = new byte[GrpcHead + export.Length];
            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), export.Length);
            export.CopyTo(message, GrpcHead);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(receiver, $"/{service}/{OtlpPaths.Export}"))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Headers = { { "te", "trailers" }, { "x-otlp-api-key", lab.OtlpKey } },
                Content = new ByteArrayContent(message) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            };
            using var answer = await lab.Http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            if (!answer.TrailingHeaders.TryGetValues("grpc-status", out var status) || status.Single() != "0")
            {
                throw new InvalidOperationException("The dashboard refused an export.");
            }
        }

        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Where the dashboard takes exports.</summary>
    /// <param name="lab">The lab.</param>
    public static async Task<Uri> ReceiverAsync(Lab lab) =>
        new((string)(await lab.AskAsync("/api/resources"))!["resources"]!.AsArray().First(resource => (string?)resource!["name"] == "broker")!["environment"]!.AsArray()
            .First(variable => (string?)variable!["name"] == "OTEL_EXPORTER_OTLP_ENDPOINT")!["value"]!);

    /// <summary>One call after the other.</summary>
    /// <returns>How long each took, in milliseconds.</returns>
    private static async Task<IReadOnlyList<double>> AskAsync(Lab lab, Func<int, bool> more)
    {
        var took = new List<double>();
        while (more(took.Count))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(lab.Broker, "/v1/chat/completions"))
            {
                Headers = { { "X-Broker-Token", "lab-caller-token" } },
                Content = new StringContent("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""", Encoding.UTF8, "application/json"),
            };
            var began = Stopwatch.GetTimestamp();
            using var answer = await lab.Http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return took;
    }
}

using FsCheck;
using FsCheck.Fluent;

namespace Broker.Tests.Fuzzing.Generating;

/// <summary>Request targets: allowed ones, and ones that a normaliser would take for them.</summary>
internal static class Targets
{
    private static readonly string[] Hostile =
    [
        "/", "//v1/responses", "/v1//responses", "/v1/./responses", "/v1/../v1/responses", "/v1/x/../responses", "/../v1/responses", "/v1/responses/..",
        "/v1/responses/.", "/v1/%2e%2e/v1/responses", "/v1%2fresponses", "/v1/%72esponses", "/v1/responses%00", "/v1/responses%", "/v1/responses%zz",
        "/v1/responses?", "/v1/responses?api_key=x", "/v1/responses?a=/v1/responses", "/v1/responses#", "/v1/responses#x", "/v1/responses;a=b", "/v1/responses/",
        "/v1/v1/responses", "/v1//v1/responses", "/responses", "/models", "/v1/models/", "//models", "/V1/responses", "/v1/Responses", "/v1\\responses", "/v1/responses\\", "/v1/responses\t", "/v1/responses\u0001", "/v1/responses\u007f", "/v1/responses\0",
        "/v1/\u00c3\u00a9", "/v1/\u00ff", "/v1/%c3%a9", "/v1/%ff", "/v1/%e2%80%8bresponses", "/healthz/", "/healthz?x=1", "/HEALTHZ", "/health/", "/health?x", "/alive%20",
        "/__admin/requests", "/v1/models?limit=2", "/v1/files/f-2", "/v1/files/../files/f-1", "*", "", "v1/responses", "?", "#", "/v1/respon ses",
        "http://127.0.0.1/v1/responses", "http://localhost/v1/responses", "http://127.0.0.1:80/healthz", "http://evil.example/v1/responses", "https://127.0.0.1/v1/responses",
        "http://user:pass@127.0.0.1/v1/responses", "http://127.0.0.1", "http://", "127.0.0.1:443", "evil.example:443", "file:///etc/passwd", "/v1/\"quoted\"", "/v1/<b>&'+",
    ];

    /// <summary>Targets that are asked for with a GET and answered here.</summary>
    public static Gen<string> Local { get; } = Gen.Elements("/healthz", "/healthz", "/health", "/alive", "/nothing", "/v1/responses");

    /// <summary>A target that is not the one it began as, or happens to be.</summary>
    public static Gen<string> Spoilt(string target) => Gen.Frequency(
        (4, Gen.Elements(Hostile)),
        (1, from length in Gen.Elements(511, 512, 513, 2000, 7000) select "/" + new string('a', length - 1)),
        (1, from kilobytes in Gen.Choose(9, 12) select "/" + new string('a', kilobytes * 1024)),
        (3, from text in Spoiling.Bytes(target, Spoiling.TargetBytes) select text),
        (2, from at in Gen.Choose(0, Math.Max(target.Length - 1, 0))
            select target.Length == 0 ? "/" : $"{target[..at]}%{(int)target[at]:x2}{target[(at + 1)..]}"));
}

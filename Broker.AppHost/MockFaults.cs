using System.Text;

namespace Broker.AppHost;

/// <summary>A fault of the mock provider, for a button on its row of the dashboard: the next request through the broker meets it.</summary>
/// <param name="Name">Its name, as <c>docs/mock-provider.md</c> lists it.</param>
/// <param name="DisplayName">What the button says.</param>
/// <param name="Lesson">What the broker makes of it, in a sentence.</param>
internal sealed record MockFault(string Name, string DisplayName, string Lesson)
{
    /// <summary>Where faults are ordered (POST), shown (GET) and cleared (DELETE).</summary>
    public const string Path = "/__mock/faults";

    /// <summary>Where the mock says what it thinks of the requests so far.</summary>
    public const string VerdictPath = "/__mock/verdict";

    /// <summary>The most instructive ones.</summary>
    public static IReadOnlyList<MockFault> All { get; } =
    [
        new("mock-429", "Fault: rate limit", "The broker passes the refusal on, with the time to wait, and does not try again by itself."),
        new("mock-500", "Fault: server error", "The broker passes the failure on as it is."),
        new("mock-slow", "Fault: slow answer", "A second between two pieces; each passes as it comes."),
        new("mock-drop", "Fault: reset before the answer", "The host gets 502 upstream_unreachable."),
        new("mock-drop-midway", "Fault: reset inside the answer", "The host sees a broken answer, and never one that looks whole."),
        new("mock-redirect", "Fault: redirect elsewhere", "The host gets 502 upstream_redirect_refused; key and prompt go nowhere."),
        new("mock-echo-split", "Fault: key echoed in two pieces", "The host sees stars where the provider repeated its key."),
        new("mock-gzip-bomb", "Fault: gzip bomb", "It passes packed; the broker unpacks nothing."),
    ];

    /// <summary>What the button does, in a sentence.</summary>
    public string Description => $"For the next request ({Name}). {Lesson}";

    /// <summary>Makes the order.</summary>
    /// <param name="request">The request to complete.</param>
    public void Prepare(HttpRequestMessage request) =>
        request.Content = new StringContent($$"""{"fault":"{{Name}}","next":1}""", Encoding.UTF8, "application/json");
}

namespace Broker.Attacks;

/// <summary>One row of the threat list.</summary>
/// <param name="Id">Its id, which never changes.</param>
/// <param name="Title">The threat in plain words.</param>
/// <param name="NotFromOutside">Why no request can try it; null where one can.</param>
internal sealed record Threat(string Id, string Title, string? NotFromOutside = null)
{
    private const string Start = "it is decided when the broker starts";
    private const string Inside = "it is about what the broker does inside";
    private const string Log = "what was written is in the broker's own log";

    /// <summary>All of them, in the order of their ids.</summary>
    public static IReadOnlyList<Threat> All { get; } =
    [
        new("C01", "DNS rebinding: a web page's own name leads to this machine"),
        new("C02", "No Host, an empty one, or two"),
        new("C03", "A web page posts a form to the broker"),
        new("C04", "A web page of another origin sends a request"),
        new("C05", "A web page asks whether it may send one"),
        new("C06", "A form passed off as JSON"),
        new("C07", "A WebSocket goes round the checks"),
        new("C08", "A GET that does something"),
        new("C09", "The health page tells too much, or tells it to pages"),
        new("C10", "Other machines can connect"),
        new("C11", "No caller token, a wrong one, or one in the query"),
        new("C12", "A token in odd characters"),
        new("C13", "Two tokens, one of them right"),
        new("C14", "The caller token goes upstream"),
        new("C15", "The host's own credentials go upstream"),
        new("C16", "The token is guessed from the time it takes to refuse it", "time shows it only in thousands of requests, and then not surely"),
        new("C17", "A token made to break what compares it"),
        new("C18", "A token is configured, but empty", Start),
        new("C19", "Dot segments in the path"),
        new("C20", "An encoded slash in the path"),
        new("C21", "The path spelt otherwise"),
        new("C22", "A path parameter, fragment, backslash or NUL"),
        new("C23", "A query behind the path"),
        new("C24", "Another server in the request line"),
        new("C25", "CONNECT, OPTIONS * and TRACE"),
        new("C26", "A header that changes the method"),
        new("C27", "The host chooses the upstream"),
        new("C28", "A length and chunks, and a second request behind them"),
        new("C29", "Lengths that are none"),
        new("C30", "Chunks announced or made in an odd way"),
        new("C31", "A body without an end"),
        new("C32", "Too long a header, too many, too long a target"),
        new("C33", "Requests that come byte by byte"),
        new("C34", "Connections that are opened and left alone"),
        new("C35", "A body that is no JSON, too deep, or says a thing twice"),
        new("C36", "An answer packed so that it unpacks to far more"),
        new("C37", "An answer without an end", "what it costs the broker in memory can be seen only there"),
        new("C38", "The upstream sends the request elsewhere"),
        new("C39", "The upstream sends the key elsewhere"),
        new("C40", "An upstream without TLS, or with a bad certificate", Start),
        new("C41", "The system's proxy gets the traffic", Start),
        new("C42", "The upstream repeats the key"),
        new("C43", "What the secret command prints reaches a host", Inside),
        new("C44", "The secret command prints more than a key", Inside),
        new("C45", "A proxy without a secret", Start),
        new("C46", "The secret command sees too much, takes too long, prints too much", Inside),
        new("C47", "Many first requests, many secret commands", Inside),
        new("C48", "A rotated key is kept", Inside),
        new("C49", "The key is on disk, in arguments or in telemetry", "the process and its files are its owner's to search"),
        new("C50", "The upstream's cookies and connection headers reach the host"),
        new("C50a", "The upstream lets web pages read what the broker answers"),
        new("C51", "The host names headers that the broker should drop"),
        new("C52", "A request forges a line of the log", Log),
        new("C53", "A line of the log is changed afterwards", Log),
        new("C54", "The log cannot be written", Inside),
        new("C55", "Two writers on one log", Inside),
        new("C56", "Exchanges are dumped, with what they carry", "a file is its owner's to look for"),
        new("C57", "The configuration is misspelt, or others may change it", Start),
        new("C58", "Prompts and answers are in telemetry", "it goes to the owner's collector"),
        new("C59", "Every path becomes a metric of its own", "it goes to the owner's collector"),
        new("C60", "A host hangs up and the upstream goes on"),
        new("C70", "An answer is called compressed, and is not"),
        new("C71", "A broker forwards to itself, or two to each other"),
        new("C76", "Further codings of a body, odd redirects and other small things"),
        new("C88", "A refusal tells somebody unknown which paths there are"),
    ];
}

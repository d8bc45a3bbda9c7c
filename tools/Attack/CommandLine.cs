using System.Globalization;

namespace Broker.Attacks;

/// <summary>What the program was asked for.</summary>
internal abstract record CommandLine
{
    private const string Options = "Options are --token TOKEN, --path /PATH, --upstream-port PORT and --json.";

    /// <summary>How to ask.</summary>
    public const string Help = """
        Usage: dotnet run --project tools/Attack -- http://127.0.0.1:8791 [options]

        Sends the requests of the threat list to a broker on this machine, any broker, and says what held.

          --token TOKEN         a caller token that the broker accepts
          --path /PATH          a path that it allows                    (/v1/responses)
          --upstream-port PORT  listen here in the upstream's place: point the broker at http://127.0.0.1:PORT,
                                and what leaves it and what it lets back in is judged too
          --json                print JSON

        Requests that come through go to the broker's upstream. With a recorder (--upstream-port) that is this program.
        The exit code is 0 when all that could be judged held, 1 when something is open, 2 when the command line
        is wrong or nobody listens.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">As the program got them.</param>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        if (args is [] or ["--help"] or ["help"])
        {
            return new HelpWanted();
        }

        if (!Uri.TryCreate(args[0], UriKind.Absolute, out var broker) || broker.Scheme != Uri.UriSchemeHttp || broker.PathAndQuery != "/" || broker.UserInfo.Length > 0)
        {
            return new Wrong("The first argument is the broker's address, such as http://127.0.0.1:8791.");
        }

        return broker.IsLoopback
            ? ReadOptions(new AttackSettings { Broker = broker }, [.. args.Skip(1)])
            : new Wrong($"{broker.Host} is not this machine: attacks go to a loopback address only, such as http://127.0.0.1:8791.");
    }

    private static CommandLine ReadOptions(AttackSettings settings, string[] options) => options switch
    {
        [] => new Run(settings),
        ["--json", .. var rest] => ReadOptions(settings with { IsJson = true }, rest),
        ["--token", var token, .. var rest] => IsVisible(token)
            ? ReadOptions(settings with { Token = token }, rest)
            : new Wrong("The token is empty or has characters that no header can carry."),
        ["--path", var path, .. var rest] => IsPath(path)
            ? ReadOptions(settings with { Path = path }, rest)
            : new Wrong("The path begins with a slash and has no query, such as /v1/responses."),
        ["--upstream-port", var text, .. var rest] => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? ReadOptions(settings with { UpstreamPort = port }, rest)
            : new Wrong("--upstream-port takes a number from 1 to 65535."),
        _ => new Wrong(Options),
    };

    private static bool IsVisible(string text) => text.Length > 0 && text.All(letter => letter is > ' ' and < '\u007f');

    // Some spellings need a last segment of two characters.
    private static bool IsPath(string text) => IsVisible(text) && text[0] == '/' && text.Length - text.LastIndexOf('/') > 2 && !text.AsSpan().ContainsAny("?#%\\;");

    /// <summary>To attack.</summary>
    /// <param name="Settings">Whom, and how.</param>
    public sealed record Run(AttackSettings Settings) : CommandLine;

    /// <summary>To say how it is used.</summary>
    public sealed record HelpWanted : CommandLine;

    /// <summary>Nothing that it understands.</summary>
    /// <param name="Problem">Why not.</param>
    public sealed record Wrong(string Problem) : CommandLine;
}

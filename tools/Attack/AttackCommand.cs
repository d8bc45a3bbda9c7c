using System.CommandLine;
using System.CommandLine.Parsing;
using Broker.Wire;

namespace Broker.Attacks;

/// <summary>The command line of the program.</summary>
internal sealed class AttackCommand : RootCommand
{
    private readonly Argument<Uri> _broker = new("broker")
    {
        Description = "The broker's address, such as http://127.0.0.1:8791. It must be on this machine.",
        CustomParser = ReadBroker,
    };

    private readonly Option<string?> _token = new("--token") { Description = "A caller token that the broker accepts." };

    private readonly Option<string> _path = new("--path") { Description = "A path that it allows.", DefaultValueFactory = _ => "/v1/responses" };

    private readonly Option<int?> _upstreamPort = new("--upstream-port")
    {
        Description = "Listen here in the upstream's place, so that what leaves the broker and what it lets back in is judged too. Point the broker at http://127.0.0.1:PORT.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    /// <summary>The command.</summary>
    public AttackCommand()
        : base("Sends the requests of the threat list to a broker on this machine, any broker, and says what held. Requests that come through go to the broker's "
            + "upstream. The exit code is 0 when all that could be judged held, 1 when something is open, 2 when the command line is wrong or nobody listens.")
    {
        Add(_broker);
        foreach (var option in (Option[])[_token, _path, _upstreamPort, _json])
        {
            Add(option);
        }

        _token.Require(token => token is null || IsVisible(token), "The token is empty or has characters that no header can carry.");
        _path.Require(path => path is not null && IsPath(path), "The path begins with a slash and has no query, such as /v1/responses.");
        _upstreamPort.Require(port => port is null or (> 0 and <= 65535), "--upstream-port takes a number from 1 to 65535.");
    }

    /// <summary>What a command line without errors asks for.</summary>
    public AttackSettings Read(ParseResult line) => new()
    {
        Broker = line.GetRequiredValue(_broker),
        Token = line.GetValue(_token),
        Path = line.GetRequiredValue(_path),
        UpstreamPort = line.GetValue(_upstreamPort),
        IsJson = line.GetValue(_json),
    };

    private static Uri? ReadBroker(ArgumentResult found)
    {
        var text = found.Tokens[0].Value;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var broker) || broker.Scheme != Uri.UriSchemeHttp || broker.PathAndQuery != "/" || broker.UserInfo.Length > 0)
        {
            found.AddError("The first argument is the broker's address, such as http://127.0.0.1:8791.");
        }
        else if (!broker.IsLoopback)
        {
            found.AddError($"{broker.Host} is not this machine: attacks go to a loopback address only, such as http://127.0.0.1:8791.");
        }

        return broker;
    }

    private static bool IsVisible(string text) => text.Length > 0 && text.All(letter => letter is > ' ' and < '\u007f');

    // Some spellings need a last segment of two characters.
    private static bool IsPath(string text) => IsVisible(text) && text[0] == '/' && text.Length - text.LastIndexOf('/') > 2 && !text.AsSpan().ContainsAny("?#%\\;");
}

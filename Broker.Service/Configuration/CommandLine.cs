namespace Broker.Service.Configuration;

/// <summary>Parses the arguments of the process. Reports every argument that it does not know; guesses nothing.</summary>
internal sealed class CommandLine
{
    private const string CheckConfig = "check-config";
    private const string VerifyEvents = "verify-events";
    private const string Config = "--config";
    private const string Urls = "--urls";
    private const string TrySecrets = "--try-secrets";

    /// <summary>Options of the generic host. Test hosts pass them; they are ignored.</summary>
    private static readonly string[] Ignored = ["--environment", "--contentRoot", "--applicationName"];

    private static readonly string[] Known = [Config, Urls, "--help", "--version", TrySecrets, CheckConfig, VerifyEvents];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _operands = [];
    private readonly List<string> _problems = [];
    private bool _help;
    private bool _version;
    private bool _trySecrets;

    private CommandLine()
    {
    }

    /// <summary>Parses the arguments, without the program's name. Help wins over everything else, then the version.</summary>
    public static CommandLineResult Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var argument))
        {
            line.Take(argument, rest);
        }

        return line.Result();
    }

    private void Take(string argument, Queue<string> rest)
    {
        var (name, value) = Split(argument);
        if (argument is "--help" or "-h" or "-?" or "/?")
        {
            _help = true;
        }
        else if (argument is "--version")
        {
            _version = true;
        }
        else if (argument is TrySecrets)
        {
            _trySecrets = true;
        }
        else if (name is Config or Urls || Ignored.Contains(name))
        {
            TakeValue(name, value, rest);
        }
        else if (argument.StartsWith('-'))
        {
            // Probably the value of the unknown option: not reported as a problem of its own.
            if (value is null && rest.TryPeek(out var next) && next is not (CheckConfig or VerifyEvents) && !next.StartsWith('-'))
            {
                rest.Dequeue();
            }

            _problems.Add($"Unknown option {DisplayText.Quote(name)}. The nearest known one is {NearestName.Find(name, Known)}.");
        }
        else
        {
            _operands.Add(argument);
        }
    }

    private void TakeValue(string name, string? value, Queue<string> rest)
    {
        if (value is null && rest.TryPeek(out var next) && !next.StartsWith("--", StringComparison.Ordinal))
        {
            value = rest.Dequeue();
        }

        if (string.IsNullOrWhiteSpace(value))
        {
            if (!Ignored.Contains(name))
            {
                _problems.Add($"{name} needs a value: {name} {(name == Config ? "FILE" : "http://127.0.0.1:8791")}.");
            }
        }
        else if (!_values.TryAdd(name, value) && !Ignored.Contains(name))
        {
            _problems.Add($"{name} is given twice. Give it once{(name == Urls ? ", with ';' between addresses" : "")}.");
        }
    }

    private CommandLineResult Result()
    {
        if (_help)
        {
            return new CommandLineResult.Help();
        }

        if (_operands.Contains(CheckConfig))
        {
            return CheckConfigResult();
        }

        if (_trySecrets)
        {
            _problems.Add($"{TrySecrets} belongs to {CheckConfig}: {CheckConfig} FILE {TrySecrets}.");
        }

        if (_operands.Contains(VerifyEvents))
        {
            return VerifyEventsResult();
        }

        foreach (var operand in _operands)
        {
            _problems.Add($"Unknown command {DisplayText.Quote(operand)}. There are {CheckConfig} FILE and {VerifyEvents} FILE; a configuration file is named by {Config} FILE.");
        }

        return (_problems.Count, _version) switch
        {
            ( > 0, _) => new CommandLineResult.Invalid(_problems),
            (_, true) => new CommandLineResult.Version(),
            _ => new CommandLineResult.Run(_values.GetValueOrDefault(Config), _values.GetValueOrDefault(Urls)),
        };
    }

    private CommandLineResult CheckConfigResult()
    {
        if (_operands is not [CheckConfig, { Length: > 0 }])
        {
            _problems.Add($"{CheckConfig} takes one file: {CheckConfig} FILE.");
        }

        if (_values.ContainsKey(Config))
        {
            _problems.Add($"{CheckConfig} takes the file itself, without {Config}: {CheckConfig} FILE.");
        }

        return _problems.Count > 0
            ? new CommandLineResult.Invalid(_problems)
            : new CommandLineResult.CheckConfig(_operands[1], _values.GetValueOrDefault(Urls), _trySecrets);
    }

    private CommandLineResult VerifyEventsResult()
    {
        if (_operands is not [VerifyEvents, { Length: > 0 }] || _values.ContainsKey(Config) || _values.ContainsKey(Urls))
        {
            _problems.Add($"{VerifyEvents} takes the event file and nothing else: {VerifyEvents} FILE.");
        }

        return _problems.Count > 0 ? new CommandLineResult.Invalid(_problems) : new CommandLineResult.VerifyEvents(_operands[1]);
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }
}

namespace Broker.Service.Configuration;

/// <summary>The text of <c>--help</c>.</summary>
internal static class CommandLineHelp
{
    /// <summary>The text, with the line breaks of the system.</summary>
    public static string Text { get; } = """
        Broker.Service: holds the provider key so that the programs on this machine need not.

        Usage:
          Broker.Service [--config FILE] [--urls URLS]
          Broker.Service check-config FILE [--try-secrets]
          Broker.Service verify-events FILE
          Broker.Service --help | --version

        Options:
          --config FILE        Configuration file. Without it: the dry run that ships beside the program.
                               A file has one provider (upstream_base_url, allowed_paths), or several
                               and a token for each program (upstreams, callers).
          --urls URLS          Listen there instead of listen_host and listen_port: http:// addresses of
                               this machine, ';' between several.
          check-config FILE    Check the file and the environment, print every setting in effect and where
                               it came from (no secrets), and end.
          --try-secrets        Fetch each secret once too, and say whether that worked (its length and the
                               first four characters of its SHA-256). What a secret command prints on
                               standard error is shown.
          verify-events FILE   Follow the hash chain of an event log (events_chain) through the file and
                               those rotated away, name the first line that was edited, dropped or
                               moved, and end.
          -h, --help           Print this.
          --version            Print the version.

        Environment:
          Broker__KEY          Any key of the configuration file, in any case; wins over the file.
                               Broker__mode=proxy
                               Broker__allowed_paths__0=/v1/responses    (a list replaces the file's whole)
                               Broker__secret_source__kind=env           (with a kind, the whole object)
                               Broker__secret_source__name=OPENAI_API_KEY
                               Broker__secret_source__path=/run/key      (for the kind file)
                               Broker__extra_headers__OpenAI-Organization=org-1
                               Broker__upstreams__openai__base_url=https://api.example
          ASPNETCORE_URLS      As --urls, which wins over it.

        Exit codes:
          0  ended as asked, by Ctrl+C too
          1  something went wrong that is not in the configuration: a port that is taken, or an event
             log that is not as the broker wrote it
          2  bad command line or configuration, or no event log there; every problem is on stderr

        Example:
          Broker.Service --config configs/broker_config.env.example.json
        """.ReplaceLineEndings();
}

namespace Broker.Service.Configuration;

/// <summary>The kinds of <c>secret_source</c>.</summary>
internal enum SecretSourceKind
{
    /// <summary>There is no key; nothing is attached.</summary>
    None,

    /// <summary>An environment variable of the broker's own process.</summary>
    Env,

    /// <summary>The output of a program, run without a shell.</summary>
    Command,

    /// <summary>A file, as secrets are mounted into containers; read again when it changed.</summary>
    File,
}

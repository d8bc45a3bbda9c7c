namespace Broker.Attacks;

/// <summary>Without what an attack shows nothing.</summary>
[Flags]
internal enum Needs
{
    /// <summary>It always shows something.</summary>
    Nothing = 0,

    /// <summary>An ordinary request is served: only then is a refusal of another one news.</summary>
    Service = 1,

    /// <summary>A caller token is known.</summary>
    Token = 2,

    /// <summary>The broker asks for tokens.</summary>
    Questions = 4,

    /// <summary>A recorder stands in the upstream's place and requests reach it.</summary>
    Recorder = 8,

    /// <summary>The recorder has seen the provider key.</summary>
    Key = 16,

    /// <summary>The path is one that the broker serves, if only to those with a token.</summary>
    Path = 32,
}

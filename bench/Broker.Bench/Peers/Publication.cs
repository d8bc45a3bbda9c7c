using Broker.Wire;

namespace Broker.Bench.Peers;

/// <summary>A program that was published and can be started.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Program">What is started.</param>
/// <param name="Arguments">What comes before its own arguments.</param>
internal sealed record Publication(string Name, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>One that the just-in-time compiler runs.</summary>
    /// <param name="name">What the tables call it.</param>
    /// <param name="assembly">Full path of the assembly.</param>
    public static Publication Jit(string name, string assembly) => new(name, ChildProgram.DotNet, [assembly]);

    /// <summary>One that was compiled ahead of time.</summary>
    /// <param name="name">What the tables call it.</param>
    /// <param name="program">Full path of the program.</param>
    public static Publication Aot(string name, string program) => new(name, program, []);
}

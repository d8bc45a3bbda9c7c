using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

/// <summary>An environment made for one test; nothing of the developer's own is in it.</summary>
internal sealed class VariableSet : IProcessEnvironment
{
    public VariableSet(params (string Name, string Value)[] variables) =>
        Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Variables { get; }
}

using Broker.Service.Configuration;

namespace Broker.Tests.Infrastructure;

/// <summary>Environment variables that a test gives the broker, and no others.</summary>
internal sealed class TestEnvironment : Dictionary<string, string>, IProcessEnvironment
{
    public TestEnvironment(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            this[name] = value;
        }
    }

    public IReadOnlyDictionary<string, string> Variables => this;
}

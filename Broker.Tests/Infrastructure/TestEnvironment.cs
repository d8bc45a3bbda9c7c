using Broker.Service.Configuration;

namespace Broker.Tests.Infrastructure;

/// <summary>Environment variables that a test gives the broker, and no others.</summary>
internal sealed class TestEnvironment : Dictionary<string, string>, IProcessEnvironment
{
    public IReadOnlyDictionary<string, string> Variables => this;
}

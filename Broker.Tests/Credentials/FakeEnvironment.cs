using Broker.Service.Configuration;

namespace Broker.Tests.Credentials;

/// <summary>An environment of a test's own, which the test can change.</summary>
internal sealed class FakeEnvironment : Dictionary<string, string>, IProcessEnvironment
{
    /// <summary>An empty one.</summary>
    public FakeEnvironment()
        : base(ProcessEnvironment.NameComparer)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Variables => this;
}

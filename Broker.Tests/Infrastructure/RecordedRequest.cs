namespace Broker.Tests.Infrastructure;

/// <summary>One request as an upstream got it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Target">Request target as it came.</param>
/// <param name="Headers">Header lines by name.</param>
/// <param name="Body">Body bytes.</param>
internal sealed record RecordedRequest(string Method, string Target, IReadOnlyDictionary<string, string[]> Headers, byte[] Body)
{
    /// <summary>Names of its headers but that of its trace: whether it belongs to one depends on who listens in this process.</summary>
    public IEnumerable<string> NamesBesideTrace() => Headers.Keys.Where(name => !name.Equals("traceparent", StringComparison.OrdinalIgnoreCase));
}

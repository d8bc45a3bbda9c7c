namespace Broker.Tests.Mock;

/// <summary>Tools that a response may call, and a request that has one.</summary>
internal static class ResponseTools
{
    public const string Weather =
        """{"type":"function","name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false},"strict":true}""";

    public const string Clock = """{"type":"function","name":"get_time","parameters":{"type":"object","properties":{}}}""";
    public const string Ask = $$"""{"model":"gpt-4o-mini","input":"What is the weather?","tools":[{{Weather}}]}""";
}

namespace Broker.AppHost;

/// <summary>Who answers the requests that the broker lets through.</summary>
internal enum Provider
{
    /// <summary>The mock provider, started beside the broker.</summary>
    Mock,

    /// <summary>The mock provider twice: as OpenAI and as Anthropic, behind one broker of the general form.</summary>
    Agents,

    /// <summary>Nobody: the broker describes what it would forward.</summary>
    None,

    /// <summary>OpenAI itself. Costs money and needs a key.</summary>
    OpenAI,
}

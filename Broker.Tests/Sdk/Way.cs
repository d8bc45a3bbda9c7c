namespace Broker.Tests.Sdks;

/// <summary>Which way a client's requests take to the mock provider.</summary>
public enum Way
{
    /// <summary>Straight, with the provider's key.</summary>
    Direct,

    /// <summary>Through the broker, with a caller token.</summary>
    ThroughBroker,

    /// <summary>Through a broker of the general form, which has both providers.</summary>
    ThroughGeneralForm,
}

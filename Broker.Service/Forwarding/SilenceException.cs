namespace Broker.Service.Forwarding;

/// <summary>An upstream was silent for too long inside its answer.</summary>
/// <param name="inner">What ended the wait.</param>
internal sealed class SilenceException(Exception inner) : Exception("The upstream was silent for too long.", inner);

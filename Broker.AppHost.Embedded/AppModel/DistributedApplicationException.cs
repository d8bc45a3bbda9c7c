namespace Aspire.Hosting;

/// <summary>The application cannot start as the app model wants it. The message says why, in one line for the person at the console.</summary>
/// <param name="message">Why.</param>
/// <param name="inner">What led to it.</param>
public class DistributedApplicationException(string message, Exception? inner = null) : Exception(message, inner);

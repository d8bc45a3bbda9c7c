namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a parameter comes to a value that nobody gave. Only there for the signature of <see cref="ParameterResource"/>.</summary>
public abstract class ParameterDefault;

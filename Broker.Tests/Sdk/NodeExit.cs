namespace Broker.Tests.Sdks;

/// <summary>How a program ended, and what it printed.</summary>
internal sealed record NodeExit(int Code, string Output, string Error);

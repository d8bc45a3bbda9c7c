namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource can be sent a request by the press of a button.</summary>
/// <param name="Name">Name of the command in addresses.</param>
/// <param name="DisplayName">What the button says.</param>
/// <param name="EndpointName">Which address of the resource to send to.</param>
/// <param name="Path">Where to send it.</param>
/// <param name="Options">How to make the request and read the answer.</param>
internal sealed record HttpCommandAnnotation(string Name, string DisplayName, string EndpointName, string Path, HttpCommandOptions Options)
    : IResourceAnnotation;

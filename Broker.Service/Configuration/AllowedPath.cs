namespace Broker.Service.Configuration;

/// <summary>One entry of <c>allowed_paths</c>: a method and the exact request target it allows.</summary>
/// <param name="Method">HTTP method, upper case; <c>POST</c> for an entry that names none.</param>
/// <param name="Path">Request target, compared byte for byte and forwarded as written here.</param>
/// <param name="Entry">The entry as it stands in the configuration: <c>/path</c> or <c>METHOD /path</c>.</param>
internal sealed record AllowedPath(string Method, string Path, string Entry);

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the request of a command is made and its answer read.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Method of the request; POST unless said otherwise.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>Completes the request: headers, body.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Judges the answer. Without it, status 2xx is success.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }
}

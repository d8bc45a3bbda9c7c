using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Answers;

/// <summary>An endpoint that is posted a JSON object: reads it, and answers its first fault with a 400.</summary>
internal abstract class JsonEndpoint<TAsked> : IEndpoint
{
    public string Method => "POST";

    public abstract string Path { get; }

    public Answer Handle(EndpointRequest request)
    {
        if (!JsonBody.TryRead(request.Body, out var root))
        {
            return Answer.Of(OpenAiErrors.InvalidJson(), Headers(request.Fingerprint, tokens: 0));
        }

        var faults = new Faults();
        var asked = Read(new RequestFields(root, string.Empty, faults));
        return faults.First is { } fault ? Answer.Of(fault, Headers(request.Fingerprint, tokens: 0)) : Handle(asked, request.Fingerprint);
    }

    /// <summary>Makes sense of the body; what is wrong with it goes to <see cref="RequestFields.Faults"/>.</summary>
    protected abstract TAsked Read(RequestFields fields);

    /// <summary>Answers a body without fault.</summary>
    protected abstract Answer Handle(TAsked asked, Fingerprint fingerprint);

    /// <summary>The headers of every answer, refusals included.</summary>
    protected virtual IReadOnlyList<KeyValuePair<string, string>> Headers(Fingerprint fingerprint, int tokens) => CommonHeaders.Metered(fingerprint, tokens);
}

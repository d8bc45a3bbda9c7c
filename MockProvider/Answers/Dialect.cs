using Microsoft.AspNetCore.Http;
using MockProvider.Journal;

namespace MockProvider.Answers;

/// <summary>What a provider's API has of its own. <see cref="Dialects"/> says which one a request is for.</summary>
internal interface IDialect
{
    IReadOnlyList<ApiEndpoint> Endpoints { get; }

    /// <summary>The headers in which the key may come, the usual one first.</summary>
    IReadOnlyList<string> KeyHeaders { get; }

    /// <summary>Returns true if a request has a mark that only this dialect's clients put there.</summary>
    bool IsMarked(ReceivedRequest request);

    /// <summary>The refusal of a credential that is not the key.</summary>
    ApiError RefuseKey(ReceivedRequest request);

    /// <summary>An error in the dialect's own shape.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="headers">The headers of the answer, which may hold the request's id.</param>
    Answer Refuse(ApiError error, HeaderList headers);

    /// <summary>The headers of every answer of an endpoint; null is for what is refused before an endpoint sees it.</summary>
    HeaderList Headers(Fingerprint fingerprint, Metering? metering);

    /// <summary>What is left of a limit.</summary>
    HeaderList LimitHeaders(LimitReading limit);
}

/// <summary>One endpoint: its address, and its answer as a function of the request, the clock and what the mock remembers.</summary>
/// <param name="Method">Several endpoints may share a path, one for each method.</param>
/// <param name="Path">Compared exactly; a segment in braces stands for any one segment.</param>
/// <param name="Metering">What its answers cost.</param>
/// <param name="Handle">Answers a request whose key is right; an <see cref="ApiException"/> becomes a refusal.</param>
internal sealed record ApiEndpoint(string Method, string Path, Metering Metering, Func<Call, Answer> Handle)
{
    private readonly string[] _segments = Path.Split('/');

    /// <summary>Compares a request's path.</summary>
    /// <param name="path">The path, decoded.</param>
    /// <param name="parameter">What stands in it for the segment in braces.</param>
    public bool Matches(string path, out string parameter)
    {
        parameter = string.Empty;
        var asked = path.Split('/');
        if (asked.Length != _segments.Length)
        {
            return false;
        }

        for (var index = 0; index < asked.Length; index++)
        {
            if (_segments[index] is ['{', .., '}'] && asked[index].Length > 0)
            {
                parameter = asked[index];
            }
            else if (_segments[index] != asked[index])
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>What an endpoint gets to see.</summary>
/// <param name="Id">The parameter in the path.</param>
internal sealed record Call(ReceivedRequest Request, Fingerprint Fingerprint, string Id, IQueryCollection Query);

/// <summary>Which limits an answer counts against, and so which headers it has.</summary>
internal enum Metering
{
    /// <summary>None: the list of models.</summary>
    Free,

    /// <summary>None, but the answer names the organization.</summary>
    Owned,

    /// <summary>Requests a minute.</summary>
    Requests,

    /// <summary>Requests and tokens a minute.</summary>
    Tokens,
}

/// <summary>A refusal: <c>Message</c> is for a person, <c>Code</c> for a program, <c>Param</c> names the parameter at fault.</summary>
internal sealed record ApiError(
    int Status, string Message, string? Param = null, string? Code = null, string Type = "invalid_request_error");

/// <summary>Ends the making of an answer with a refusal.</summary>
internal sealed class ApiException(ApiError error) : Exception(error.Message)
{
    public ApiError Error => error;
}

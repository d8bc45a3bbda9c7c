namespace MockProvider.Answers;

/// <summary>One endpoint of the API: its address, and its answer as a function of the request, the clock and what the mock remembers.</summary>
internal interface IEndpoint
{
    /// <summary>The method it takes. Several endpoints may share a path, one for each method.</summary>
    string Method { get; }

    /// <summary>Its path, compared exactly; a last segment in braces, as in <c>/v1/models/{id}</c>, stands for any one segment.</summary>
    string Path { get; }

    /// <summary>Answers a request whose key is right.</summary>
    Answer Handle(EndpointRequest request);
}

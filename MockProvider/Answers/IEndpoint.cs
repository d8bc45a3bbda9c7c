namespace MockProvider.Answers;

/// <summary>One endpoint of the API: its address, and its answer as a pure function of the request and the clock.</summary>
internal interface IEndpoint
{
    /// <summary>The only method it takes.</summary>
    string Method { get; }

    /// <summary>Its path, compared exactly.</summary>
    string Path { get; }

    /// <summary>Answers a request whose key is right.</summary>
    Answer Handle(EndpointRequest request);
}

namespace MockProvider;

/// <summary>The mock could not start; the message is one readable line that names the address or the file at fault.</summary>
public sealed class MockProviderStartException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    public MockProviderStartException()
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    /// <param name="message">One line for a person.</param>
    public MockProviderStartException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what caused it.</summary>
    /// <param name="message">One line for a person.</param>
    /// <param name="innerException">The cause.</param>
    public MockProviderStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
    /// <summary>Whether a setting or a file is wrong, and not the machine.</summary>
    public bool IsOfSettings { get; init; }
}

namespace Broker.Service.Configuration.Reading;

/// <summary>What a single value was written as.</summary>
internal enum RawKind
{
    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>JSON <c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>JSON <c>null</c>.</summary>
    Null,

    /// <summary>The value of an environment variable: a text, number or flag, as its key wants it.</summary>
    Untyped,
}

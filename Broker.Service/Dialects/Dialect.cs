namespace Broker.Service.Dialects;

/// <summary>The API that an upstream speaks: shape of errors, place of usage figures, form of messages.</summary>
internal enum Dialect
{
    /// <summary>OpenAI's, which Azure OpenAI and many others speak too.</summary>
    OpenAI,

    Anthropic,

    Gemini,
}

using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace SampleHost;

/// <summary>What a host does with models, on the official SDK. Each begins a trace.</summary>
internal sealed class Conversation(HostSettings settings)
{
    /// <summary>Name of the source of its spans.</summary>
    public const string SourceName = "Broker.SampleHost";

    private const string Model = "gpt-4o-mini";
    private const string EmbeddingModel = "text-embedding-3-small";
    private static readonly ActivitySource Source = new(SourceName);
    private readonly ApiKeyCredential _credential = new(settings.CallerToken);

    // Straight to the broker and once: a proxy would see the caller token, and a repeated question costs a second time.
    private readonly OpenAIClientOptions _options = new()
    {
        Endpoint = settings.Endpoint,
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        Transport = new HttpClientPipelineTransport(new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })),
    };

    /// <summary>One question, one answer.</summary>
    public async Task ChatAsync(string prompt, TextWriter output, CancellationToken cancellationToken)
    {
        using var activity = Source.StartActivity("sample host: chat");
        var answer = await new ChatClient(Model, _credential, _options).CompleteChatAsync([new UserChatMessage(prompt)], cancellationToken: cancellationToken);
        await output.WriteLineAsync(string.Concat(answer.Value.Content.Select(part => part.Text)));
        await output.WriteLineAsync($"({answer.Value.Usage.TotalTokenCount} tokens)");
    }

    /// <summary>One question, and the answer piece by piece as it comes.</summary>
    public async Task StreamAsync(string prompt, TextWriter output, CancellationToken cancellationToken)
    {
        using var activity = Source.StartActivity("sample host: stream");
        await foreach (var update in new ChatClient(Model, _credential, _options).CompleteChatStreamingAsync([new UserChatMessage(prompt)], cancellationToken: cancellationToken))
        {
            foreach (var part in update.ContentUpdate)
            {
                await output.WriteAsync(part.Text);
                await output.FlushAsync(cancellationToken);
            }
        }

        await output.WriteLineAsync();
    }

    /// <summary>A text as a vector.</summary>
    public async Task EmbedAsync(string text, TextWriter output, CancellationToken cancellationToken)
    {
        using var activity = Source.StartActivity("sample host: embeddings");
        var answer = await new EmbeddingClient(EmbeddingModel, _credential, _options).GenerateEmbeddingAsync(text, cancellationToken: cancellationToken);
        var vector = answer.Value.ToFloats();
        await output.WriteLineAsync($"{vector.Length} numbers: {string.Join(", ", vector[..4].ToArray().Select(number => $"{number:F4}"))}, …");
    }

    /// <summary>Does what a name asks for.</summary>
    /// <param name="name"><c>chat</c>, <c>stream</c> or <c>embeddings</c>.</param>
    /// <param name="text">What to say.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns>What went wrong, in a line; null when nothing did.</returns>
    public async Task<string?> TryAsync(string name, string text, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await (name switch
            {
                "chat" => ChatAsync(text, output, cancellationToken),
                "stream" => StreamAsync(text, output, cancellationToken),
                "embeddings" => EmbedAsync(text, output, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Ask for chat, stream or embeddings."),
            });
            return null;
        }
        catch (ClientResultException e) when (e.Status != 0)
        {
            return $"The broker answered {e.Status}: {e.GetRawResponse()?.Content}";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or System.Text.Json.JsonException)
        {
            return "The broker answered something else than a model would. In a dry run it only describes requests.";
        }
        catch (Exception e) when (e is ClientResultException or AggregateException or HttpRequestException)
        {
            return $"The broker cannot be reached at {settings.Endpoint}. Start it: dotnet run --project Broker.AppHost";
        }
    }
}

using System.Globalization;
using System.Text;

namespace Broker.Bench.Stub;

/// <summary>What the stub says, made once.</summary>
internal static class StubAnswers
{
    /// <summary>The body of a chat completion.</summary>
    public const string Completion = """
        {"id":"chatcmpl-bench","object":"chat.completion","created":1735689600,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"The quick brown fox jumps over the lazy dog, and nobody in the whole village knows why it does so every morning at ten.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":87,"completion_tokens":29,"total_tokens":116},"service_tier":"default","system_fingerprint":"fp_bench"}
        """;

    private const string ChunkEvent = """
        data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1735689600,"model":"gpt-4o-mini-2024-07-18","service_tier":"default","choices":[{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}]}


        """;

    /// <summary>The whole answer to an ordinary request.</summary>
    public static byte[] Plain { get; } = Whole("application/json", Completion);

    /// <summary>The whole answer of the OTLP sink.</summary>
    public static byte[] Taken { get; } = Whole("application/x-protobuf", "");

    /// <summary>One event of a stream.</summary>
    public static byte[] Chunk { get; } = Framed(ChunkEvent);

    /// <summary>The head of a stream and its first event.</summary>
    public static byte[] StreamBeginning { get; } =
        [.. Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nx-request-id: req_bench\r\n\r\n"), .. Chunk];

    /// <summary>The end of a stream.</summary>
    public static byte[] StreamEnd { get; } = [.. Framed("data: [DONE]\n\n"), .. "0\r\n\r\n"u8];

    /// <summary>A whole answer.</summary>
    public static byte[] Whole(string type, string body) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nx-request-id: req_bench\r\n\r\n{body}"));

    private static byte[] Framed(string text) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text.Length:x}\r\n{text}\r\n"));
}

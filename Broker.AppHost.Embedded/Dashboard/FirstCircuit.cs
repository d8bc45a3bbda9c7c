using System.Buffers.Binary;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>
/// Opens a circuit as a browser does and waits for its first picture: the first one of all compiles a good part of the server. Should a
/// later version of Blazor speak otherwise, nothing is drawn, and the first page that somebody opens takes longer.
/// </summary>
internal static partial class FirstCircuit
{
    private const int MostBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Draws a page.</summary>
    /// <param name="page">Its address.</param>
    /// <param name="html">The page as it was answered.</param>
    /// <param name="cookies">Those of a session.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Whether a picture came.</returns>
    public static async Task<bool> DrawAsync(Uri page, string html, CookieContainer cookies, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        using var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.Cookies = cookies;
        socket.Options.SetRequestHeader("Origin", page.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(page) { Scheme = "ws", Path = "/_blazor", Query = "" }.Uri, patience.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, patience.Token);
        var roots = $"[{string.Join(',', Roots().Matches(html).Select(root => root.Groups[1].Value))}]";
        await socket.SendAsync(Call("StartCircuit", new Uri(page, "/").ToString(), page.ToString(), roots, ""), WebSocketMessageType.Binary, true, patience.Token);
        return await HearAsync(socket, "JS.RenderBatch"u8.ToArray(), patience.Token);
    }

    // A message of SignalR in MessagePack, after its length: a call (1) without headers, its number, its name, its arguments, no streams.
    private static byte[] Call(string name, params string[] arguments)
    {
        List<byte> message = [0x96, 1, 0x80];
        Add("0");
        Add(name);
        message.Add((byte)(0x90 + arguments.Length));
        Array.ForEach(arguments, Add);
        message.Add(0x90);
        List<byte> length = [];
        for (var left = message.Count; left > 0; left >>= 7)
        {
            length.Add((byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
        }

        return [.. length, .. message];

        void Add(string text)
        {
            var head = new byte[5];
            head[0] = 0xdb;
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), Encoding.UTF8.GetByteCount(text));
            message.AddRange(head);
            message.AddRange(Encoding.UTF8.GetBytes(text));
        }
    }

    private static async Task<bool> HearAsync(ClientWebSocket socket, byte[] word, CancellationToken stop)
    {
        var heard = new byte[MostBytes];
        for (var length = 0; length < heard.Length;)
        {
            var piece = await socket.ReceiveAsync(heard.AsMemory(length), stop);
            length += piece.Count;
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }

            if (heard.AsSpan(0, length).IndexOf(word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("""<!--Blazor:(\{[^>]*"descriptor"[^>]*\})-->""")]
    private static partial Regex Roots();
}

using System.Net;
using System.Net.Sockets;

namespace Broker.Bench.Stub;

/// <summary>
/// The stub upstream: answers each request at once with the same chat completion, or with an event stream if the body asks for one. It takes
/// HTTP apart by hand, on sockets whose completions run inline: it only has to be faster than what is measured, not safe.
/// </summary>
internal static class StubProgram
{
    /// <summary>Serves until standard input ends, so that it never outlives the program that started it.</summary>
    /// <param name="port">Where to listen; 0 takes any free port.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(4096);
        _ = AcceptAsync(listener);

        await Console.Out.WriteLineAsync($$"""{"listen":"http://{{listener.LocalEndPoint}}"}""");
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        return 0;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            var connection = await listener.AcceptAsync();
            connection.NoDelay = true;
            _ = ServeAsync(connection);
        }
    }

    private static async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                await new StubConnection(connection).ServeAsync();
            }
            catch (Exception e) when (e is SocketException or InvalidDataException or ObjectDisposedException)
            {
                // Whoever was there has gone, or speaks something else than HTTP: either way it is over.
            }
        }
    }
}

using System.Net.Sockets;
using System.Text;

namespace Broker.Tests.Fuzzing.Wire;

/// <summary>A host that sends all its requests at once and then reads, by blocking calls: properties are checked one after another.</summary>
internal static class HostLine
{
    /// <summary>Sends a conversation.</summary>
    /// <param name="broker">Where to.</param>
    /// <param name="requests">What to send.</param>
    /// <param name="patience">How long it waits for the next bytes.</param>
    /// <returns>The answers up to the end of the connection.</returns>
    public static IReadOnlyList<WireAnswer> Play(Uri broker, IReadOnlyList<FuzzRequest> requests, TimeSpan patience)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true, SendTimeout = (int)patience.TotalMilliseconds, ReceiveTimeout = (int)patience.TotalMilliseconds,
        };
        socket.Connect(broker.Host, broker.Port);
        var reader = new AnswerReader(answered => answered >= requests.Count || requests[answered].Method != "HEAD");
        Send(socket, string.Concat(requests.Select(request => request.Text)));

        // The end of what a host sends counts as its leaving, so it must not come before the answers have.
        var whole = requests.Count(request => request.Cut is null);
        var open = true;
        while (open && reader.FinalCount < whole)
        {
            open = Receive(socket, reader);
        }

        EndSending(socket);
        while (open)
        {
            open = Receive(socket, reader);
        }

        reader.End();
        Assert.True(reader.Rest.Length == 0, $"After {reader.Answers.Count} answers came what is none: {Printed.From(reader.Rest)}");
        return reader.Answers;
    }

    private static void Send(Socket socket, string bytes)
    {
        try
        {
            socket.Send(Encoding.Latin1.GetBytes(bytes));
        }
        catch (SocketException e) when (IsClosed(e))
        {
            // The broker may end the connection after a refusal; its answer says more.
        }
    }

    private static void EndSending(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The broker was faster.
        }
    }

    private static bool Receive(Socket socket, AnswerReader reader)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            var count = socket.Receive(buffer);
            reader.Add(Encoding.Latin1.GetString(buffer, 0, count));
            return count > 0;
        }
        catch (SocketException e) when (IsClosed(e))
        {
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut)
        {
            Assert.Fail($"After {reader.Answers.Count} answers nothing came any more.");
            return false;
        }
    }

    private static bool IsClosed(SocketException e) =>
        e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown;
}

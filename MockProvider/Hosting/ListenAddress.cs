using System.Net;
using System.Net.Sockets;

namespace MockProvider.Hosting;

/// <summary>A loopback address to listen on, spelled so that WireMock binds that and nothing wider.</summary>
internal sealed record ListenAddress(string Host, int Port)
{
    /// <summary>The form WireMock is given: it binds every address of the machine for a host name with port 0.</summary>
    public string BindUrl => $"http://{(Port == 0 && Host == "localhost" ? "127.0.0.1" : Host)}:{Port}";

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArgumentException">It is not http on a loopback host; the message says what would be right.</exception>
    public static ListenAddress Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri is not { Scheme: "http", PathAndQuery: "/", Fragment: "", UserInfo: "" })
        {
            throw new ArgumentException(
                $"'{url}' is not an http address of a host and a port alone; an example is {MockProviderOptions.DefaultUrl}.", nameof(url));
        }

        if (uri.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            throw new ArgumentException(
                $"'{url}' is not 127.0.0.1, [::1] or localhost; the mock listens on this machine only.", nameof(url));
        }

        return new ListenAddress(uri.Host, uri.Port);
    }

    /// <summary>The address clients use once the port is known.</summary>
    public string WithPort(int port) => $"http://{Host}:{port}";

    /// <summary>
    /// Finds out whether the port is free. WireMock would wait ten seconds before it says that it is not.
    /// </summary>
    /// <exception cref="MockProviderStartException">It is taken, or this machine lacks the address.</exception>
    public void EnsureFree()
    {
        if (Port == 0)
        {
            return;
        }

        // WireMock binds 127.0.0.1 and localhost alike in both families.
        TryBind(IPAddress.IPv6Loopback);
        if (Host != "[::1]")
        {
            TryBind(IPAddress.Loopback);
        }
    }

    private void TryBind(IPAddress address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, Port));
        }
        catch (SocketException exception) when (
            exception.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable && Host != "[::1]")
        {
            // A machine without IPv6 is served over IPv4 alone.
        }
        catch (SocketException exception)
        {
            throw new MockProviderStartException(
                exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"{WithPort(Port)} is taken by another program."
                    : $"{WithPort(Port)} cannot be listened on: {exception.SocketErrorCode}.",
                exception);
        }
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Broker.Tests.Infrastructure;

/// <summary>An upstream that speaks TLS with a certificate that nobody has vouched for.</summary>
internal sealed class SelfSignedUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;
    private int _connections;
    private long _bytes;

    public SelfSignedUpstream()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(130));

        // Windows serves only certificates that went through a store or a file.
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url => $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many connections came.</summary>
    public int Connections => _connections;

    /// <summary>How many bytes came behind a handshake: a request, if any did.</summary>
    public long RequestBytes => _bytes;

    public async ValueTask DisposeAsync()
    {
        // The token ends the accepting; a listener stopped under it would be asked once more, and throw.
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                await CountAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task CountAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            var buffer = new byte[4096];
            while (await tls.ReadAsync(buffer, _stop.Token) is > 0 and var read)
            {
                Interlocked.Add(ref _bytes, read);
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The broker does not trust us.
        }
    }
}

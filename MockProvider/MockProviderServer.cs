using MockProvider.Hosting;
using MockProvider.Journal;
using WireMock.Server;

namespace MockProvider;

/// <summary>
/// A fake OpenAI and Anthropic that listens on this machine. WireMock.Net hosts it, matches and journals each request; what a
/// provider would answer is made here. A mapping added to <see cref="Server"/> takes precedence over everything the mock would say.
/// </summary>
public sealed class MockProviderServer : IAsyncDisposable, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<WireMockServer> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RequestJournal _journal = new(MockProviderOptions.JournalLength);
    private int _disposed;

    private MockProviderServer(MockProviderOptions options)
    {
        var address = ListenAddress.Parse(options.Url);
        var pipeline = new Pipeline(options, _journal, _started.Task, _stopping.Token);
        Server = WireMockHost.Start(address, pipeline);
        Url = address.WithPort(Server.Port);
        try
        {
            WireMockHost.LoadMappings(Server, options.MappingsPath);
        }
        catch (MockProviderStartException)
        {
            Dispose();
            throw;
        }

        _started.SetResult(Server);
    }

    /// <summary>The base address without a trailing slash, with the real port: <c>http://127.0.0.1:8792</c>.</summary>
    public string Url { get; }

    /// <summary>The WireMock server underneath, for mappings of one's own.</summary>
    public WireMockServer Server { get; }

    /// <summary>
    /// What arrived so far, oldest first, the last <see cref="MockProviderOptions.JournalLength"/> requests. Health probes and
    /// the admin interface are left out. A request is in here before a byte of its answer is sent.
    /// </summary>
    public IReadOnlyList<ReceivedRequest> Requests => _journal.Snapshot();

    /// <summary>Starts listening; returns once connections are accepted.</summary>
    /// <param name="options">How to behave; nothing means the defaults.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="ArgumentException">The address is not one the mock would listen on.</exception>
    /// <exception cref="MockProviderStartException">The port is taken, or a mapping's file cannot be read.</exception>
    public static MockProviderServer Start(MockProviderOptions? options = null) => new(options ?? new MockProviderOptions());

    /// <summary>Waits until at least so many requests have arrived.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What <see cref="Requests"/> holds then.</returns>
    public Task<IReadOnlyList<ReceivedRequest>> WaitForRequestsAsync(int count, CancellationToken cancellationToken) =>
        _journal.WaitForAsync(count, cancellationToken);

    /// <summary>Forgets what arrived, here and behind <c>/__admin/requests</c>.</summary>
    public void ClearRequests()
    {
        _journal.Clear();
        Server.ResetLogEntries();
    }

    /// <summary>Stops listening. Streams under way send what is left of them without pauses.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _stopping.Cancel();
            Server.Stop();
            Server.Dispose();
            _stopping.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    /// <returns>When the port is free again.</returns>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);
}

/// <summary>The mock could not start; the message is one readable line that names the address or the file at fault.</summary>
public sealed class MockProviderStartException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether a setting or a file is wrong, and not the machine.</summary>
    public bool IsOfSettings { get; init; }
}

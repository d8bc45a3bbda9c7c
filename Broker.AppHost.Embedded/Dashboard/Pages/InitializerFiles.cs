using System.Text.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Broker.AppHost.Embedded.Dashboard.Pages;

/// <summary>
/// The one file that Blazor looks for beside the pages: the list of scripts to run before it starts. The web SDK would write it for
/// a web project; this one is hosted by others too.
/// </summary>
/// <param name="applicationName">Names the file.</param>
/// <param name="scripts">Addresses of the scripts, relative to the site.</param>
internal sealed class InitializerFiles(string applicationName, params string[] scripts) : IFileProvider
{
    /// <inheritdoc/>
    public IFileInfo GetFileInfo(string subpath) =>
        subpath.TrimStart('/') == applicationName + ".modules.json" ? new ScriptList(JsonSerializer.SerializeToUtf8Bytes(scripts)) : new NotFoundFileInfo(subpath);

    /// <inheritdoc/>
    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    /// <inheritdoc/>
    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private sealed class ScriptList(byte[] content) : IFileInfo
    {
        public bool Exists => true;

        public long Length => content.Length;

        public string? PhysicalPath => null;

        public string Name => "modules.json";

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public bool IsDirectory => false;

        public Stream CreateReadStream() => new MemoryStream(content, writable: false);
    }
}

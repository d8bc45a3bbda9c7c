using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

public sealed class EnvironmentMergeTests : IDisposable
{
    private static readonly string Valid = ConfigurationFolder.Valid().ToJsonString();

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Merge_List_ReplacesTheFilesListWhole()
    {
        var json = ConfigurationFolder.With("allowed_paths", """["/v1/a","/v1/b","/v1/c"]""");

        Assert.Equal(["/v1/x"], _folder.Options(json, ("Broker__allowed_paths__0", "/v1/x")).AllowedPaths.Select(path => path.Path));
    }

    [Fact]
    public void Merge_SecretKind_TakesTheWholeSourceFromThere()
    {
        var json = ConfigurationFolder.With("secret_source", """{"kind":"command","argv":["op","read"]}""");

        var options = _folder.Options(json, ("Broker__secret_source__kind", "env"), ("Broker__secret_source__name", "KEY"));

        Assert.Equal("env:KEY", options.SecretSource.Label);
        Assert.Empty(options.SecretSource.Argv);
    }

    [Fact]
    public void Merge_SecretKindAlone_DoesNotBorrowFromTheFile()
    {
        var json = ConfigurationFolder.With("secret_source", """{"kind":"env","name":"KEY"}""");

        Assert.Equal("secret_source.name", _folder.Problem(json, ("Broker__secret_source__kind", "env")).Key);
    }

    [Fact]
    public void Merge_SecretMemberWithoutKind_IsMergedIntoTheFile()
    {
        var json = ConfigurationFolder.With("secret_source", """{"kind":"env","name":"KEY"}""");

        var loaded = ConfigurationFolder.Loaded(_folder.Load(json, ("Broker__secret_source__name", "OTHER")));

        Assert.Equal("env:OTHER", LabSettings.From(loaded.Settings).SecretSource.Label);
        var setting = loaded.Effective.Single(setting => setting.Key == "secret_source");
        Assert.Equal("file, environment variable Broker__secret_source__name", setting.Origin.Text);
    }

    [Fact]
    public void Merge_SecretArgv_ReplacesTheFilesListWhole()
    {
        var json = ConfigurationFolder.With("secret_source", """{"kind":"command","argv":["op","read","x"]}""");

        Assert.Equal(["pass"], _folder.Options(json, ("Broker__secret_source__argv__0", "pass")).SecretSource.Argv);
    }

    [Fact]
    public void Merge_ExtraHeader_ReplacesTheSameNameInAnotherCase()
    {
        var json = ConfigurationFolder.With("extra_headers", """{"X-A":"file","X-B":"file"}""");

        var headers = _folder.Options(json, ("Broker__extra_headers__x-a", "variable")).ExtraHeaders;

        Assert.Equal(2, headers.Count);
        Assert.Equal(("variable", "file"), (headers["X-A"], headers["X-B"]));
    }

    [Fact]
    public void Merge_OverAValueOfTheWrongType_DoesNotHideIt()
    {
        var json = ConfigurationFolder.With("extra_headers", "\"X-A\"");

        Assert.Equal("extra_headers", _folder.Problem(json, ("Broker__extra_headers__X-B", "b")).Key);
    }

    [Fact]
    public void Merge_ReplacingABadValueOfTheFile_IsEnough() =>
        Assert.Equal(1, _folder.Options(ConfigurationFolder.With("listen_port", "70000"), ("Broker__listen_port", "1")).ListenPort);
}

using System.Text;
using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

/// <summary>Whatever stands in the file, the environment or on the command line is read or explained, without a stack trace.</summary>
public sealed class HostileInputTests : IDisposable
{
    private static readonly string[] Values =
    [
        "null", "true", "-0", "1e999", "0.1e-99999", "123456789012345678901234567890", "\"\"", "\"\\u0000\"", "\"\\ud83d\"", "\"%\"",
        "\"::\"", "\"[\"", "\"http://[\"",
        "\"https://[::1\"", "\"https://:@\"", "\"https://a:b:c\"", "[]", "{}", "[[[[]]]]", "[\"\\ud83d\"]", "[\"%\"]", "[\" \"]",
        "{\"\":\"\"}", "{\"kind\":{}}",
        "{\"kind\":\"command\",\"argv\":{}}", "{\"\\ud83d\":1}", $"\"{new string('x', 10_000)}\"", $"\"{new string('/', 10_000)}\"",
    ];

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_OfRandomBytes_IsReadOrExplained()
    {
        var random = new Random(13);
        var valid = Encoding.UTF8.GetBytes(ConfigurationFolder.With("secret_source", """{"kind":"command","argv":["op","\ud83d\ude00"]}"""));
        for (var round = 0; round < 300; round++)
        {
            var json = (byte[])valid.Clone();
            if (round % 3 == 0)
            {
                json = new byte[random.Next(64)];
                random.NextBytes(json);
            }
            else
            {
                for (var edits = random.Next(1, 6); edits > 0; edits--)
                {
                    json[random.Next(json.Length)] = round % 3 == 1 ? (byte)random.Next(256) : "{}[]\",:\\u0d8-1e/*"u8[random.Next(17)];
                }
            }

            Explained(_folder.Load(json, null));
        }
    }

    [Fact]
    public void Key_WithAnyKindOfValue_IsReadOrExplained()
    {
        foreach (var key in ConfigurationFolder.Keys())
        {
            foreach (var value in Values)
            {
                Explained(_folder.Load($"{{\"upstream_base_url\":\"https://a.example\",\"{key}\":{value}}}"));
                Explained(_folder.Load(ConfigurationFolder.Valid, ($"Broker__{key}", value), ($"Broker__{key}__0", value)));
            }
        }
    }

    [Fact]
    public void Urls_OfAnyKind_AreExplained() => Assert.All(
        ["http://[", "http://]:[", "http://[]:1", "http://:", "http://", "http:///", "http://%:1", "\ud83d", "\0"],
        urls => Explained(Assert.IsType<ConfigurationResult.Failed>(_folder.Load(ConfigurationFolder.Valid, urls))));

    private static void Explained(ConfigurationResult result)
    {
        if (result is ConfigurationResult.Failed failed)
        {
            Assert.NotEmpty(failed.Problems);
            Assert.All(failed.Problems, problem => Assert.NotEmpty(problem.Remedy));
            Assert.DoesNotContain("   at ", ConfigurationFolder.Printed(failed), StringComparison.Ordinal);
        }
    }
}

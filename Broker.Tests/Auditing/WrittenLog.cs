using System.Text;
using Broker.Service.Auditing;
using Broker.Service.Auditing.Verification;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Auditing;

/// <summary>An event log in a folder of its own, as the broker writes one: chained, unless a test wants it otherwise.</summary>
internal sealed class WrittenLog : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.File("events.jsonl");

    public string Head => Path + ".head";

    public static string Line(int i) => $$"""{"kind":"request","path":"/v1/{{i}}"}""";

    /// <summary>The file that was rotated away so many times ago.</summary>
    public string Rotated(int number) => $"{Path}.{number}";

    public AuditLog Open(int maxBytes = 0, int keep = 1000, bool isChained = true) =>
        new(Path, NullLogger<AuditLog>.Instance, maxBytes, keep, isChained);

    /// <summary>Opens the log, writes lines with these numbers one by one, and closes it.</summary>
    public async Task WriteAsync(int first, int count, int maxBytes = 0, int keep = 1000, bool isChained = true)
    {
        using var log = Open(maxBytes, keep, isChained);
        await WriteAsync(log, first, count);
    }

    public static async Task WriteAsync(AuditLog log, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            Assert.True(await log.AppendAsync(Encoding.UTF8.GetBytes(Line(i))));
        }
    }

    /// <summary>Every line of every file, oldest first.</summary>
    public IReadOnlyList<string> AllLines() =>
        [.. RotatedFiles.Numbers(Path).Reverse().Select(Rotated).Append(Path).SelectMany(File.ReadAllLines)];

    /// <summary>Changes the lines of one file.</summary>
    public void Change(Action<List<string>> change, string? path = null)
    {
        var lines = File.ReadAllLines(path ?? Path).ToList();
        change(lines);
        File.WriteAllText(path ?? Path, string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>What <c>verify-events</c> says.</summary>
    public (int Code, string Output, string Error) Verify()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = VerifyEventsCommand.Run(Path, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>The log must be found whole.</summary>
    /// <returns>What is said about it.</returns>
    public string AssertWhole()
    {
        var (code, output, error) = Verify();
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    /// <summary>The log must be found spoilt, at this line first.</summary>
    /// <returns>What is said about it.</returns>
    public string AssertSpoilt(int line, string? path = null)
    {
        var (code, output, error) = Verify();
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"{System.IO.Path.GetFileName(path ?? Path)}, line {line}: ", error, StringComparison.Ordinal);
        return error;
    }

    public void Dispose() => _folder.Dispose();
}

using System.Text;
using Broker.Service.Auditing.Verification;

namespace Broker.Tests.Auditing;

public class EventLineReaderTests
{
    [Fact]
    public void File_ThatGrowsAfterItsEndWasMet_HasNoFurtherLines()
    {
        using var stream = new Growing("{\"a\":1}\n{\"b\"", "", ":2}\n{\"c\":3}\n");
        var reader = new EventLineReader(stream);
        var lines = new List<string>();

        while (reader.TryRead(out var line))
        {
            lines.Add(Encoding.UTF8.GetString(line));
        }

        Assert.Equal(["{\"a\":1}", "{\"b\""], lines);
    }

    /// <summary>A file that is written while it is read: each read finds so much.</summary>
    private sealed class Growing(params string[] parts) : MemoryStream
    {
        private int _next;

        public override int Read(byte[] buffer, int offset, int count) =>
            _next == parts.Length ? 0 : Encoding.UTF8.GetBytes(parts[_next++], buffer.AsSpan(offset, count));
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Broker.Tests.Fuzzing.Wire;

/// <summary>Takes answers from a connection's bytes as RFC 9112 frames them, and stands for no other framing.</summary>
/// <param name="hasBody">Whether the n-th final answer may have a body; that to a HEAD may not.</param>
internal sealed partial class AnswerReader(Func<int, bool> hasBody)
{
    private readonly List<WireAnswer> _answers = [];
    private string _bytes = "";
    private int _final;
    private bool _isOver;

    /// <summary>The answers that came whole, interim ones too.</summary>
    public IReadOnlyList<WireAnswer> Answers => _answers;

    /// <summary>How many of them are final.</summary>
    public int FinalCount => _final;

    /// <summary>What came after the last whole answer.</summary>
    public string Rest => _bytes;

    /// <summary>Takes more bytes.</summary>
    public void Add(string bytes)
    {
        _bytes += bytes;
        while (TryTake(out var answer))
        {
            _answers.Add(answer);
            _final += answer.Status >= 200 ? 1 : 0;
        }
    }

    /// <summary>The connection has ended, and with it what lasts until then.</summary>
    public void End()
    {
        _isOver = true;
        Add("");
    }

    private bool TryTake(out WireAnswer answer)
    {
        answer = null!;
        var end = _bytes.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var lines = _bytes[..end].Split("\r\n");
        var start = StatusLine().Match(lines[0]);
        Assert.True(start.Success, $"No status line: {Printed.From(lines[0])}");
        var status = int.Parse(start.Groups[1].Value, CultureInfo.InvariantCulture);
        var headers = lines.Skip(1).Select(Header).ToArray();
        var head = new WireAnswer(status, headers, "");
        if (status < 200 || status is 204 or 304 || !hasBody(_final))
        {
            return Take(head, "", end + 4, out answer);
        }

        var coding = head.Header("Transfer-Encoding");
        var length = head.Header("Content-Length");
        Assert.True(coding is null || length is null, $"Both a length and a coding: {head}");
        if (coding is null && length is null && head.Header("Connection") == "close")
        {
            return _isOver && Take(head, _bytes[(end + 4)..], _bytes.Length, out answer);
        }

        Assert.True(coding is "chunked" || length is not null, $"Nothing says where it ends: {head}");
        if (coding is not null)
        {
            return TryReadChunks(end + 4, out var body, out var after) && Take(head, body, after, out answer);
        }

        Assert.Matches("^[0-9]{1,9}$", length);
        var count = int.Parse(length!, CultureInfo.InvariantCulture);
        return _bytes.Length >= end + 4 + count && Take(head, _bytes.Substring(end + 4, count), end + 4 + count, out answer);
    }

    private bool Take(WireAnswer head, string body, int after, out WireAnswer answer)
    {
        answer = head with { Body = body };
        _bytes = _bytes[after..];
        return true;
    }

    private bool TryReadChunks(int at, out string body, out int after)
    {
        body = "";
        after = at;
        while (_bytes.IndexOf("\r\n", after, StringComparison.Ordinal) is var line and >= 0)
        {
            var size = int.Parse(_bytes[after..line], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            after = line + 2 + size + 2;
            if (_bytes.Length < after)
            {
                return false;
            }

            Assert.Equal("\r\n", _bytes.Substring(after - 2, 2));
            if (size == 0)
            {
                return true;
            }

            body += _bytes.Substring(line + 2, size);
        }

        return false;
    }

    private static HeaderLine Header(string line)
    {
        var match = HeaderField().Match(line);
        Assert.True(match.Success, $"No header line: {Printed.From(line)}");
        return new HeaderLine(match.Groups[1].Value, match.Groups[2].Value);
    }

    [GeneratedRegex(@"\AHTTP/1\.1 ([1-5][0-9]{2}) [\t -~]*\z")]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"\A([!#$%&'*+\-.^_`|~0-9A-Za-z]+): ([!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?|)\z")]
    private static partial Regex HeaderField();
}

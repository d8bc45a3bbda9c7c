using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.Tests.Dashboard;

public class AnsiTextTests
{
    private const string Esc = "\u001b";

    [Theory]
    [InlineData("plain\ttext", "plain\ttext")]
    [InlineData($"{Esc}[31mred{Esc}[0m calm", "red calm")]
    [InlineData($"{Esc}[2Kcleared{Esc}[1;1H", "cleared")]
    [InlineData($"{Esc}]0;title\u0007after", "after")]
    [InlineData($"{Esc}]8;;http://x{Esc}\\link", "link")]
    [InlineData($"never ended {Esc}[31", "never ended ")]
    [InlineData($"never ended {Esc}]0;title", "never ended ")]
    [InlineData($"end{Esc}", "end")]
    [InlineData("bell\u0007 back\b nul\0 turned\u202e", "bell back nul turned")]
    [InlineData("", "")]
    public void Plain_LeavesOutAllControl(string line, string expected) => Assert.Equal(expected, AnsiText.Plain(line));

    [Theory]
    [InlineData("31", "ink-1")]
    [InlineData("1;97;44", "ink-15 ground-4 bold")]
    [InlineData("38;5;9", "ink-9")]
    [InlineData("38;5;200;4", "underlined")]
    [InlineData("38;2;1;2;3;3", "italic")]
    [InlineData("48;5;2", "ground-2")]
    [InlineData("31;39", "")]
    [InlineData("1;2;22", "")]
    [InlineData("", "")]
    [InlineData("31\"=>", "")]
    [InlineData("99999999999999999999", "")]
    [InlineData("38", "")]
    [InlineData("38;5", "")]
    public void Codes_BecomeClassesOutOfAClosedSet(string codes, string expected) =>
        Assert.Equal(new AnsiPiece("text", expected), AnsiText.Parse($"{Esc}[{codes}mtext") is [var piece] ? piece : default);

    [Fact]
    public void Looks_OfOneLine_FollowEachOther() =>
        Assert.Equal([new("a", ""), new("b", "ink-2"), new("c", "ink-2 bold"), new("d", "")], AnsiText.Parse($"a{Esc}[32mb{Esc}[1mc{Esc}[md"));
}

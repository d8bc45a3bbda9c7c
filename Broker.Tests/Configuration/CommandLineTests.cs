using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

public sealed class CommandLineTests
{
    public static TheoryData<string> Invalid =>
    [
        "--config", "--config=", "--config --urls=http://127.0.0.1:1", "--urls", "--config a.json --config b.json", "start", "check-config",
        "check-config a.json b.json",
        "check-config ", "a.json check-config", "check-config --config a.json", "broker_config.json", "verify-events", "verify-events ",
        "verify-events e.jsonl f.jsonl",
        "verify-events e.jsonl --urls http://127.0.0.1:1", "verify-events --config a.json",
    ];

    [Theory]
    [InlineData("", null, null)]
    [InlineData("--config a.json --urls http://127.0.0.1:1", "a.json", "http://127.0.0.1:1")]
    [InlineData("--config=a.json --urls=http://127.0.0.1:1", "a.json", "http://127.0.0.1:1")]
    [InlineData("--urls=http://127.0.0.1:1 --config a.json", "a.json", "http://127.0.0.1:1")]
    [InlineData("--config=a=b.json", "a=b.json", null)]
    [InlineData("--environment Development --contentRoot /somewhere --applicationName Broker.Service", null, null)]
    [InlineData("--environment=Development --contentRoot=/somewhere --applicationName=Broker.Service", null, null)]
    [InlineData("--environment= --contentRoot=", null, null)]
    public void CommandLine_WithoutACommand_Runs(string line, string? config, string? urls) =>
        Assert.Equal(new CommandLineResult.Run(config, urls), Parse(line));

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("check-config --help")]
    [InlineData("--nonsense --help")]
    [InlineData("--version --help")]
    public void CommandLine_Help_Wins(string line) => Assert.IsType<CommandLineResult.Help>(Parse(line));

    [Fact]
    public void CommandLine_Commands_TakeTheirOperands()
    {
        Assert.IsType<CommandLineResult.Version>(Parse("--version"));
        Assert.Equal(new CommandLineResult.CheckConfig("a.json", null), Parse("check-config a.json"));
        Assert.Equal(new CommandLineResult.CheckConfig("a.json", "http://[::1]:1"), Parse("check-config a.json --urls http://[::1]:1"));
        Assert.Equal(new CommandLineResult.CheckConfig("a.json", null, TriesSecrets: true), Parse("check-config a.json --try-secrets"));
        Assert.Equal(new CommandLineResult.VerifyEvents("e.jsonl"), Parse("verify-events e.jsonl"));
    }

    [Theory]
    [InlineData("--confg", "--config")]
    [InlineData("--url=http://127.0.0.1:1", "--urls")]
    [InlineData("--check-config", "check-config")]
    [InlineData("--verify-events", "verify-events")]
    [InlineData("--Version", "--version")]
    [InlineData("-c", "--config")]
    public void CommandLine_UnknownOption_NamesItAndTheNearest(string option, string nearest)
    {
        var problem = Assert.Single(Assert.IsType<CommandLineResult.Invalid>(Parse(option)).Problems);
        Assert.Contains(option.Split('=')[0], problem, StringComparison.Ordinal);
        Assert.Contains($" {nearest}.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void CommandLine_NotUnderstood_IsInvalid(string line) => Assert.NotEmpty(Assert.IsType<CommandLineResult.Invalid>(Parse(line)).Problems);

    [Fact]
    public void CommandLine_SeveralProblems_AreAllReportedInOneBlockThatNamesTheHelp()
    {
        var invalid = Assert.IsType<CommandLineResult.Invalid>(Parse("four --one=1 --two 2 --config"));
        using var text = new StringWriter();
        ProblemReport.Write(text, invalid);
        var lines = text.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(4, invalid.Problems.Count);
        Assert.Equal(invalid.Problems.Select(problem => $"  {problem}"), lines[1..^1]);
        Assert.Contains("--help", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void CommandLineHelp_Text_NamesEveryOptionAndCommand() => Assert.All(
        ["--config", "--urls", "--version", "check-config", "--try-secrets", "verify-events", "Broker__mode=proxy", "ASPNETCORE_URLS"],
        topic => Assert.Contains(topic, CommandLineHelp.Text, StringComparison.Ordinal));

    private static CommandLineResult Parse(string line) => CommandLine.Parse(line.Length == 0 ? [] : line.Split(' '));
}

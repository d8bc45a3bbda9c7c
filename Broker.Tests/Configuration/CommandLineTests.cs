using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

public sealed class CommandLineTests
{
    [Fact]
    public void CommandLine_Empty_RunsWithDefaults() =>
        Assert.Equal(new CommandLineResult.Run(null, null), CommandLine.Parse([]));

    [Theory]
    [InlineData("--config", "a.json", "--urls", "http://127.0.0.1:1")]
    [InlineData("--config=a.json", "--urls=http://127.0.0.1:1")]
    [InlineData("--urls=http://127.0.0.1:1", "--config", "a.json")]
    public void CommandLine_ConfigAndUrls_AreTaken(params string[] args) =>
        Assert.Equal(new CommandLineResult.Run("a.json", "http://127.0.0.1:1"), CommandLine.Parse(args));

    [Fact]
    public void CommandLine_ValueWithEqualsSign_IsKeptWhole() =>
        Assert.Equal(new CommandLineResult.Run("a=b.json", null), CommandLine.Parse(["--config=a=b.json"]));

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("check-config", "--help")]
    [InlineData("--nonsense", "--help")]
    [InlineData("--version", "--help")]
    public void CommandLine_Help_Wins(params string[] args) => Assert.IsType<CommandLineResult.Help>(CommandLine.Parse(args));

    [Fact]
    public void CommandLine_Version_IsTaken() => Assert.IsType<CommandLineResult.Version>(CommandLine.Parse(["--version"]));

    [Fact]
    public void CommandLine_CheckConfig_TakesTheFile() =>
        Assert.Equal(new CommandLineResult.CheckConfig("a.json", null), CommandLine.Parse(["check-config", "a.json"]));

    [Fact]
    public void CommandLine_CheckConfigWithUrls_TakesBoth() =>
        Assert.Equal(new CommandLineResult.CheckConfig("a.json", "http://[::1]:1"), CommandLine.Parse(["check-config", "a.json", "--urls", "http://[::1]:1"]));

    [Fact]
    public void CommandLine_VerifyEvents_TakesTheFile() =>
        Assert.Equal(new CommandLineResult.VerifyEvents("e.jsonl"), CommandLine.Parse(["verify-events", "e.jsonl"]));

    [Theory]
    [InlineData("--environment", "Development", "--contentRoot", "/somewhere", "--applicationName", "Broker.Service")]
    [InlineData("--environment=Development", "--contentRoot=/somewhere", "--applicationName=Broker.Service")]
    [InlineData("--environment=", "--contentRoot=")]
    public void CommandLine_OptionsOfTestHosts_AreIgnored(params string[] args) =>
        Assert.Equal(new CommandLineResult.Run(null, null), CommandLine.Parse(args));

    [Theory]
    [InlineData("--confg", "--config")]
    [InlineData("--url=http://127.0.0.1:1", "--urls")]
    [InlineData("--check-config", "check-config")]
    [InlineData("--verify-events", "verify-events")]
    [InlineData("--Version", "--version")]
    [InlineData("-c", "--config")]
    public void CommandLine_UnknownOption_NamesItAndTheNearest(string option, string nearest)
    {
        var problem = Assert.Single(Assert.IsType<CommandLineResult.Invalid>(CommandLine.Parse([option])).Problems);

        Assert.Contains(option.Split('=')[0], problem, StringComparison.Ordinal);
        Assert.Contains($"nearest known one is {nearest}.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--config")]
    [InlineData("--config=")]
    [InlineData("--config", "--urls=http://127.0.0.1:1")]
    [InlineData("--urls")]
    [InlineData("--config", "a.json", "--config", "b.json")]
    [InlineData("start")]
    [InlineData("check-config")]
    [InlineData("check-config", "a.json", "b.json")]
    [InlineData("check-config", "")]
    [InlineData("a.json", "check-config")]
    [InlineData("check-config", "--config", "a.json")]
    [InlineData("broker_config.json")]
    [InlineData("verify-events")]
    [InlineData("verify-events", "")]
    [InlineData("verify-events", "e.jsonl", "f.jsonl")]
    [InlineData("verify-events", "e.jsonl", "--urls", "http://127.0.0.1:1")]
    [InlineData("verify-events", "--config", "a.json")]
    public void CommandLine_NotUnderstood_IsInvalid(params string[] args) =>
        Assert.NotEmpty(Assert.IsType<CommandLineResult.Invalid>(CommandLine.Parse(args)).Problems);

    [Fact]
    public void CommandLine_SeveralProblems_AreAllReported()
    {
        var invalid = Assert.IsType<CommandLineResult.Invalid>(CommandLine.Parse(["four", "--one=1", "--two", "2", "--config"]));

        Assert.Equal(4, invalid.Problems.Count);
    }

    [Fact]
    public void CommandLine_ProblemsPrinted_AreOneBlockThatNamesTheHelp()
    {
        using var text = new StringWriter();
        ProblemReport.Write(text, new CommandLineResult.Invalid(["First.", "Second."]));

        Assert.Equal(
            ["Cannot follow the command line: 2 problems.", "  First.", "  Second.", "Broker.Service --help lists what can be said."],
            text.ToString().TrimEnd().Split(Environment.NewLine));
    }

    [Theory]
    [InlineData("--config")]
    [InlineData("--urls")]
    [InlineData("--version")]
    [InlineData("check-config")]
    [InlineData("verify-events")]
    [InlineData("Broker__mode=proxy")]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("Exit codes")]
    [InlineData("Example")]
    public void CommandLineHelp_Text_Explains(string topic) => Assert.Contains(topic, CommandLineHelp.Text, StringComparison.Ordinal);
}

using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Credentials;

public sealed class ProgramLocatorTests
{
    public static TheoryData<string, string, bool> Batches =>
    [
        (@"C:\Azure\az.cmd", "keyvault secret show --vault-name MY_VAULT --name openai-api-key --query value -o tsv", false),
        (@"C:\Program Files (x86)\Azure\az.cmd", "show", false), (@"C:\op.exe", "a&b", false), (@"C:\az.cmd", "a&calc", true),
        (@"C:\az.cmd", "%PATH%", true), (@"C:\az.cmd", "a\"b", true), (@"C:\az.cmd", "a\nb", true), (@"C:\az.CMD", "a|b", true),
        (@"C:\az.bat", "a^b", true), (@"C:\az.cmd. .", "a>b", true), (@"C:\100%\az.cmd", "show", true),
    ];

    [Fact]
    public void TryLocate_ProgramBesideTheBroker_IsNotTaken()
    {
        // The system's own search would take this one: it looks beside the running program before it looks in PATH.
        var own = OperatingSystem.IsWindows() ? "Broker.Tests.exe" : "Broker.Tests";
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, own)));

        Assert.False(Locate(new CommandSpec { Argv = [own], Environment = TestShell.Environment }, out _, out var problem));
        Assert.EndsWith(own, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryLocate_RelativeFolderInThePath_IsPassedOver()
    {
        var folder = Path.GetRelativePath(Environment.CurrentDirectory, SystemFolder);
        var environment = new Dictionary<string, string> { ["PATH"] = $"{folder}{Path.PathSeparator}{Path.PathSeparator}." };

        Assert.False(Locate(new CommandSpec { Argv = [SystemProgram], Environment = environment }, out _, out _));
    }

    [Fact]
    public void TryLocate_ProgramInThePath_IsFoundInFull()
    {
        Assert.True(Locate(new CommandSpec { Argv = [SystemProgram], Environment = TestShell.Environment }, out var path, out _));
        Assert.True(Path.IsPathFullyQualified(path ?? ""));
    }

    [Fact]
    public void TryLocate_FileWithoutTheRightToExecute_IsNoProgram()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no right to execute that a plain file lacks.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("op"), "");
        Assert.False(Locate(new CommandSpec { Argv = [folder.File("op")], Environment = TestShell.Environment }, out _, out _));
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void IsUnsafeBatch_WhatTheWindowsInterpreterWouldRead_IsRefused(string path, string arguments, bool isUnsafe) =>
        Assert.Equal(isUnsafe, ProgramLocator.IsUnsafeBatch(path, ["az", .. arguments.Split(' ')]));

    private static string SystemProgram => OperatingSystem.IsWindows() ? "cmd" : "sh";

    private static string SystemFolder => OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/bin";

    private static bool Locate(CommandSpec spec, out string? path, out string? problem) =>
        ProgramLocator.TryLocate(spec, out path, out problem);
}

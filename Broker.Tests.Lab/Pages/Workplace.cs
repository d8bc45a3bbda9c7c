using Broker.Attacks;
using Broker.Lessons;
using Broker.Lessons.Checks;
using Broker.Tests.Infrastructure;
using Broker.Wire;
using MockProvider;

namespace Broker.Tests.Lab.Pages;

/// <summary>
/// Where the commands of one page are run: a folder with the files that they name, and what they started, on free ports. A
/// program that is started where another one listens takes its place, as the page has the reader press Ctrl+C first.
/// </summary>
internal sealed class Workplace : IAsyncDisposable
{
    private const int BrokerPort = 8791;
    private const int MockPort = 8792;
    private const string LabEvents = "Broker.AppHost/artifacts/events.jsonl";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-page-test-");
    private readonly Addresses _addresses = new();
    private readonly Dictionary<int, IAsyncDisposable> _running = [];
    private LabFixture _lab;
    private AgentsLab? _agents;

    public Workplace(string repository, LabFixture lab)
    {
        _lab = lab;
        foreach (var configs in new[] { "Broker.Service/configs", "docs/lessons/configs" })
        {
            Directory.CreateDirectory(Full(configs));
            foreach (var file in Directory.GetFiles(Path.Combine(repository, configs), "*.json"))
            {
                File.Copy(file, Path.Combine(Full(configs), Path.GetFileName(file)));
            }
        }
    }

    private static CancellationToken Cancel => Patience.Token;

    private string Full(string file) => file == LabEvents ? _lab.EventsFile : Path.Combine(_folder.FullName, file);

    /// <summary>Runs a command.</summary>
    /// <returns>What it printed, with the page's own addresses in it.</returns>
    public async Task<string> RunAsync(PageCommand command) => _addresses.ToPage(command.Words switch
    {
        ["dotnet", "run", "--project", "Broker.AppHost"] => await StartLabAsync(),
        ["dotnet", "run", "--project", "Broker.AppHost", "--launch-profile", "agents"] => await StartAgentsAsync(),
        ["dotnet", "run", "--project", "Broker.Service", "--", "--config", var file] => await StartBrokerAsync(file, command.Variables),
        ["dotnet", "run", "--project", "Broker.Service", "--", "check-config", var file] => await CheckConfigAsync(file),
        ["dotnet", "run", "--project", "MockProvider"] => await StartMockAsync(MockPort, command.Variables),
        ["dotnet", "run", "--project", "MockProvider", "--", "--urls", var url] => await StartMockAsync(new Uri(url).Port, command.Variables),
        ["dotnet", "run", "--project", "learn/Lessons", "--", "check", var number] => await CheckAsync(number),
        ["dotnet", "run", "--project", "tools/Attack", "--", ..] => await AttackAsync([.. command.Words.Skip(5)]),
        ["curl", ..] => await Curl.RunAsync(command, _addresses, Cancel),
        ["echo", var text, ">", var file] => await WriteAsync(file, text),
        ["tail", "-n", "1", var file] => (await File.ReadAllLinesAsync(Full(file), Cancel))[^1],
        ["git", "diff", "--no-index", var one, var other] => await DifferencesAsync(one, other),
        // This very run is that command.
        ["dotnet", "test"] => "",
        // Sets what programs that are not ours would read.
        ["export", _] => "",
        _ => throw new NotSupportedException($"No test runs this command: {command.Line}"),
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _running.Values.Distinct())
        {
            await program.DisposeAsync();
        }

        if (_agents is not null)
        {
            await _agents.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<string> StartAgentsAsync()
    {
        _lab = _agents = new AgentsLab();
        await _agents.InitializeAsync();
        return await StartLabAsync();
    }

    private async Task<string> StartLabAsync()
    {
        await EndAsync(BrokerPort, MockPort);
        _addresses.Set(BrokerPort, _lab.AddressOf("broker"));
        _addresses.Set(MockPort, _lab.AddressOf("mock-provider"));
        // As in a lab that has just started.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var cleared = await http.DeleteAsync(new Uri(_lab.AddressOf("mock-provider"), "/__admin/requests"), Cancel);
        cleared.EnsureSuccessStatusCode();
        return "";
    }

    /// <summary>The page says it of the lab, whatever else was started meanwhile.</summary>
    private async Task<string> AttackAsync(IReadOnlyList<string> arguments)
    {
        await StartLabAsync();
        await using var output = new StringWriter();
        Assert.Equal(0, await AttackProgram.RunAsync([.. arguments.Select(_addresses.ToReal)], output, output, Cancel));
        return output.ToString();
    }

    private async Task<string> StartBrokerAsync(string file, IReadOnlyList<string> variables)
    {
        await EndAsync(BrokerPort);
        var config = Full(file);
        await File.WriteAllTextAsync(config, _addresses.ToReal(await File.ReadAllTextAsync(config, Cancel)), Cancel);
        var broker = BrokerProgram.Start(["--config", config], Here([("Broker__listen_port", "0"), .. variables.Select(Split)]));
        _running[BrokerPort] = broker;
        _addresses.Set(BrokerPort, await broker.ListenAsync(Cancel));
        return broker.Child.Lines[0];
    }

    private async Task<string> CheckConfigAsync(string file)
    {
        var end = await ChildProgram.RunAsync(BrokerProgram.Location, ["check-config", Full(file)], Here(), Cancel);
        Assert.True(end.Code == 0, end.Errors);
        return end.Output;
    }

    private ChildSettings Here(params (string Name, string? Value)[] variables) =>
        new() { Folder = _folder.FullName, Inherits = name => name == "PATH", Variables = variables };

    private async Task<string> StartMockAsync(int port, IReadOnlyList<string> variables)
    {
        // Where one listened before, the next one listens: the broker in front knows that address.
        var again = _running.ContainsKey(port) ? _addresses.Real(port).ToString() : "http://127.0.0.1:0";
        await EndAsync(port);
        var key = variables.Select(Split).FirstOrDefault(variable => variable.Name == "MockProvider__ApiKey").Value;
        var mock = MockProviderServer.Start(new MockProviderOptions { Url = again, ApiKey = key ?? MockProviderOptions.DefaultApiKey, ChunkDelay = TimeSpan.Zero });
        _running[port] = mock;
        _addresses.Set(port, new Uri(mock.Url));
        return "";
    }

    private async Task<string> CheckAsync(string number)
    {
        var stage = new Stage { Repository = _folder.FullName, Broker = _addresses.Real(BrokerPort), Mock = _addresses.Real(MockPort), LabEvents = _lab.EventsFile };
        var lesson = LessonCheck.All.Single(check => $"{check.Number}" == number);
        using var output = new StringWriter { NewLine = "\n" };
        Assert.True(await LessonRun.RunAsync(lesson, stage, output, Cancel), output.ToString());
        return output.ToString();
    }

    private async Task<string> WriteAsync(string file, string text)
    {
        await File.WriteAllTextAsync(Full(file), text + "\n", Cancel);
        return "";
    }

    private async Task<string> DifferencesAsync(string one, string other)
    {
        var before = await File.ReadAllLinesAsync(Full(one), Cancel);
        var after = await File.ReadAllLinesAsync(Full(other), Cancel);
        return string.Join('\n', [.. before.Except(after).Select(line => $"-{line}"), .. after.Except(before).Select(line => $"+{line}")]);
    }

    private async Task EndAsync(params int[] ports)
    {
        foreach (var program in ports.Select(port => _running.GetValueOrDefault(port)).OfType<IAsyncDisposable>().Distinct())
        {
            foreach (var port in _running.Where(pair => ReferenceEquals(pair.Value, program)).Select(pair => pair.Key).ToList())
            {
                _running.Remove(port);
            }

            await program.DisposeAsync();
        }
    }

    private static (string Name, string? Value) Split(string variable) =>
        (variable[..variable.IndexOf('=', StringComparison.Ordinal)], variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..]);
}

using System.Net.Http.Json;
using Broker.Wire;

namespace Broker.Pictures;

/// <summary>Runs the lessons that happen in terminals, and takes pictures of what is printed there.</summary>
/// <param name="repository">The repository's folder.</param>
/// <param name="album">Where pictures go.</param>
internal sealed class TerminalPictures(string repository, Album album)
{
    private const string Token = "my-token";

    /// <summary>Takes them all.</summary>
    public async Task TakeAsync()
    {
        await TakeDifferenceAsync();
        var scratch = Directory.CreateTempSubdirectory("broker-pictures-");
        try
        {
            await TakeKeysAsync(scratch.FullName);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task TakeDifferenceAsync()
    {
        const string Configs = "Broker.Service/configs/broker_config.";
        string[] files = [Configs + "env.example.json", Configs + "1password.example.json"];
        var transcript = new Transcript();
        await transcript.RunAsync(repository, $"git diff --no-index {files[0]} {files[1]}", "git", ["diff", "--no-index", "--color=always", .. files]);
        await SaveAsync("lesson-3-another-place-for-the-key", transcript);
    }

    private async Task TakeKeysAsync(string folder)
    {
        var events = Path.Combine(folder, "events.jsonl");
        await File.WriteAllTextAsync(Path.Combine(folder, "provider-key.txt"), "sk-mock-provider-key\n");
        await using var broker = ChildProgram.Start(
            "dotnet",
            ["run", "--project", Path.Combine(repository, "Broker.Service"), "--", "--config", Path.Combine(repository, "docs/lessons/configs/key-from-a-program.json")],
            new ChildSettings
            {
                Folder = folder,
                Inherits = ChildSettings.AllButOurs,
                Variables =
                [
                    ("BROKER_CLIENT_TOKEN", Token),
                    ("Broker__listen_port", $"{Lab.Broker.Port}"),
                    ("Broker__upstream_base_url", $"http://127.0.0.1:{Lab.Mock.Port}"),
                    ("Broker__events_path", events),
                ],
            });
        await broker.WaitForLineAsync(line => line.Contains("\"ok\":true", StringComparison.Ordinal), CancellationToken.None);
        await using (var mock = await StartMockAsync("sk-mock-provider-key"))
        {
            var transcript = new Transcript();
            var address = $"http://127.0.0.1:{Lab.Broker.Port}/healthz";
            await transcript.RunAsync(folder, $"curl {address}", "curl", address);
            await SaveAsync("lesson-5-swapping-the-secret-source", transcript);
            await AskAsync();
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "provider-key.txt"), "sk-mock-second-key\n");
        await using (var mock = await StartMockAsync("sk-mock-second-key"))
        {
            await AskAsync();
            await AskAsync();
        }

        var rotated = new Transcript();
        rotated.Note("tail -n 3 docs/lessons/configs/events.jsonl", string.Join('\n', File.ReadLines(events).TakeLast(3)));
        await SaveAsync("lesson-8-rotated-key", rotated);
    }

    private async Task<ChildProgram> StartMockAsync(string key)
    {
        var mock = ChildProgram.Start(
            "dotnet",
            ["run", "--project", "MockProvider", "--", "--urls", $"http://127.0.0.1:{Lab.Mock.Port}"],
            new ChildSettings { Folder = repository, Inherits = ChildSettings.AllButOurs, Variables = [("MockProvider__ApiKey", key)] });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{Lab.Mock.Port}/health"));
                return mock;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }
    }

    private static async Task AskAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Add("X-Broker-Token", Token);
        using var answer = await http.PostAsJsonAsync(
            new Uri($"http://127.0.0.1:{Lab.Broker.Port}/v1/chat/completions"),
            new { model = "gpt-4o-mini", messages = new[] { new { role = "user", content = "hello" } } });
    }

    private async Task SaveAsync(string name, Transcript transcript)
    {
        await album.Page.GotoAsync("about:blank");
        await album.Page.SetContentAsync(transcript.ToHtml());
        await album.SaveAsync(name, album.Page.Locator("main"));
    }
}

using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

/// <summary>Answers that somebody adds without code.</summary>
public sealed class MappingFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mock-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Example_ThatShips_AnswersItsQuestion()
    {
        await using var process = MockProcess.Start(null, "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = new Uri(await process.UrlAsync(Cancel)), DefaultRequestHeaders = { Authorization = new("Bearer", Key) } };

        using var asked = await client.PostAsync(ChatPath, Json("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"What does a broker do?"}]}"""), Cancel);
        using var other = await client.PostAsync(ChatPath, Json(Hello), Cancel);

        Assert.Contains("It keeps the key", await asked.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("You said: hello", await other.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_WithMappings_AnswersFirst()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "teapot.json"), """{"Request":{"Path":"/teapot"},"Response":{"StatusCode":418}}""", Cancel);
        await using var mock = MockProviderServer.Start(new MockProviderOptions { MappingsPath = _folder.FullName });
        using var client = Client(mock);

        using var teapot = await client.GetAsync("/teapot", Cancel);
        using var models = await client.GetAsync(ModelsPath, Cancel);

        Assert.Equal((418, 200), ((int)teapot.StatusCode, (int)models.StatusCode));
    }

    [Theory]
    [InlineData("{ not JSON")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"Request":{"Path":"/x","Body":{"Matcher":{"Name":"NoSuch"}}},"Response":{"StatusCode":200}}""")]
    public async Task File_ThatIsNoMapping_IsOneLineAndExitCode2(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "broken.json"), content, Cancel);

        await using var process = MockProcess.Start(
            new Dictionary<string, string> { ["MockProvider__MappingsPath"] = _folder.FullName }, "--urls", "http://127.0.0.1:0");

        Assert.Equal(2, await process.ExitCodeAsync(Cancel));
        var line = Assert.Single(process.Errors.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("MockProvider: the mapping ", line, StringComparison.Ordinal);
        Assert.Contains("broken.json cannot be used: ", line, StringComparison.Ordinal);
    }
}

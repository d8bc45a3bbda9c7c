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
        await using var mock = MockProviderServer.Start(
            new MockProviderOptions { MappingsPath = Path.Combine(AppContext.BaseDirectory, "mappings") });

        var asked = await PostTextAsync(mock, ChatPath, ChatRequests.Chat(prompt: "What does a broker do?"));
        var other = await PostTextAsync(mock, ChatPath, Hello);

        Assert.Contains("chatcmpl-mapping-example", asked, StringComparison.Ordinal);
        Assert.Contains("You said: hello", other, StringComparison.Ordinal);
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
    public async Task File_ThatIsNoMapping_StopsTheStart(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "broken.json"), content, Cancel);

        var stop = Assert.Throws<MockProviderStartException>(
            () => MockProviderServer.Start(new MockProviderOptions { MappingsPath = _folder.FullName }));

        Assert.True(stop.IsOfSettings);
        Assert.Contains("broken.json", stop.Message, StringComparison.Ordinal);
    }
}

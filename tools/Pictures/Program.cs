// Takes the pictures of README and lessons, of the running product: dotnet run --project tools/Pictures
using System.CommandLine;
using Broker.Pictures;
using Microsoft.Playwright;

var command = new RootCommand("Takes the pictures of README and lessons, of the running product, and writes them to docs/pictures. It needs Chromium, curl and git.");
command.SetAction(async (_, _) =>
{
    if (SystemChromium.Path is null)
    {
        await Console.Error.WriteLineAsync($"There is no Chromium on this machine. {SystemChromium.HowToGetIt}");
        return 1;
    }

    var repository = Repository.Find(AppContext.BaseDirectory);
    using var playwright = await Playwright.CreateAsync();
    await using var browser = await SystemChromium.LaunchAsync(playwright);
    var album = await Album.OpenAsync(browser, Path.Combine(repository, "docs", "pictures"));

    await using (var lab = await Lab.StartAsync(repository))
    {
        await new LabPictures(lab, album).TakeAsync();
    }

    await using (var agents = await Lab.StartAsync(repository, "agents"))
    {
        await new AgentsPictures(agents, album).TakeAsync();
    }

    await new TerminalPictures(repository, album).TakeAsync();
    return 0;
});
return await command.Parse(args).InvokeAsync();

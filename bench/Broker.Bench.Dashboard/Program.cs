// How fast the embedded dashboard's pages are with 50,000 spans pushed into it, what that costs, and what it does to the broker:
// dotnet run --project bench/Broker.Bench.Dashboard -p:UseAspire=false -- [ROUNDS]
using System.Globalization;
using System.Reflection;
using Broker.Bench.Dashboard;
using Broker.Pictures;
using Microsoft.Playwright;

if (SystemChromium.Path is null)
{
    Console.Error.WriteLine($"There is no Chromium on this machine. {SystemChromium.HowToGetIt}");
    return 1;
}

var rounds = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 5;
var repository = Repository.Find(AppContext.BaseDirectory);
var appHost = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(fact => fact.Key == "AppHost").Value;
var opened = new Openings();
var pushes = new List<PushResult>();
using var playwright = await Playwright.CreateAsync();
for (var round = 0; round < rounds; round++)
{
    // A new app host and a new browser each time: nothing is compiled, nothing is cached. The browser runs already, as a user's does.
    await using var browser = await SystemChromium.LaunchAsync(playwright);
    await (await browser.NewPageAsync()).GotoAsync("about:blank");
    await using var lab = await Lab.StartAsync(repository, new(0, 0), appHost);
    pushes.Add(await Push.RunAsync(lab));
    await opened.AddAsync(lab, browser, round);
}

Console.WriteLine();
PushResult.Write(pushes);
opened.Write();
return 0;

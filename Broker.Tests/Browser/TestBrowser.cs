using Broker.Pictures;
using Microsoft.Playwright;

namespace Broker.Tests.Browser;

/// <summary>This machine's browser. Its tests are one collection, so that no two browsers run at once.</summary>
internal static class TestBrowser
{
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        Assert.SkipWhen(SystemChromium.Path is null, $"There is no Chromium on this machine ({SystemChromium.HowToGetIt.TrimEnd('.')}).");
        return SystemChromium.LaunchAsync(playwright);
    }
}

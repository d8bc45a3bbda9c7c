using Microsoft.Playwright;

namespace Broker.Pictures;

/// <summary>The folder of pictures, and the one browser page that they are taken of: light, and as wide as a laptop's window.</summary>
internal sealed class Album
{
    private const int Width = 1160;
    private const int Height = 2400;
    private const int Below = 16;
    private const float Scale = 1.2f;
    private const float Patience = 60_000;
    private readonly string _folder;

    private Album(IPage page, string folder) => (Page, _folder) = (page, folder);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Opens it.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="folder">Where pictures go.</param>
    public static async Task<Album> OpenAsync(IBrowser browser, string folder)
    {
        Directory.CreateDirectory(folder);
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = Width, Height = Height },
            DeviceScaleFactor = Scale,
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return new(await context.NewPageAsync(), folder);
    }

    /// <summary>Takes a picture of the page as it is.</summary>
    /// <param name="name">Name of the file, without its ending.</param>
    /// <param name="last">What the picture ends below.</param>
    public async Task SaveAsync(string name, ILocator last)
    {
        // Until then the page would be made anew beneath the camera.
        await Assertions.Expect(Page.GetByRole(AriaRole.Main)).Not.ToHaveAttributeAsync("aria-busy", "true");
        var end = await last.BoundingBoxAsync() ?? throw new InvalidOperationException($"{name}: what the picture is to end below is not there.");
        await Page.Mouse.MoveAsync(Width - 1, 1);
        var file = Path.Combine(_folder, name + ".png");
        await Page.ScreenshotAsync(new() { Path = file, Clip = new() { Width = Width, Height = end.Y + end.Height + Below }, Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        Console.WriteLine($"{Path.GetFileName(file)}, {new FileInfo(file).Length / 1024} KiB");
    }
}

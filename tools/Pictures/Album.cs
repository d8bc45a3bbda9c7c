using Microsoft.Playwright;

namespace Broker.Pictures;

/// <summary>The folder of pictures, and the one browser page that they are taken of: light, and as wide as a laptop's window.</summary>
internal sealed class Album
{
    private const int Width = 1160;
    private const int Height = 1000;
    private const int TallHeight = 2000;
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

    /// <summary>Takes a picture of the page, down to an element.</summary>
    /// <param name="name">Name of the file, without its ending.</param>
    /// <param name="last">What the picture ends below.</param>
    public async Task SaveAsync(string name, ILocator last)
    {
        await Assertions.Expect(last).ToBeVisibleAsync();
        var end = await BoxAsync(name, last);
        await SaveAsync(name, new Clip { Width = Width, Height = end.Y + end.Height + Below });
    }

    /// <summary>Takes a picture of a dialog alone.</summary>
    /// <param name="name">Name of the file, without its ending.</param>
    /// <param name="dialog">The dialog.</param>
    /// <param name="whole">True to make the window as tall as a long dialog needs.</param>
    public async Task SaveDialogAsync(string name, ILocator dialog, bool whole)
    {
        await Page.SetViewportSizeAsync(Width, whole ? TallHeight : Height);
        var box = await BoxAsync(name, dialog.Locator("fluent-dialog-body").First);
        await SaveAsync(name, new Clip { X = box.X, Y = box.Y, Width = box.Width, Height = box.Height });
        await Page.SetViewportSizeAsync(Width, Height);
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(string name, ILocator element) =>
        await element.BoundingBoxAsync() ?? throw new InvalidOperationException($"{name}: what the picture shows is not there.");

    private async Task SaveAsync(string name, Clip clip)
    {
        await Page.Mouse.MoveAsync(Width - 1, 1);
        var file = Path.Combine(_folder, name + ".png");
        await Page.ScreenshotAsync(new() { Path = file, Clip = clip, Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        Console.WriteLine($"{Path.GetFileName(file)}, {new FileInfo(file).Length / 1024} KiB");
    }
}

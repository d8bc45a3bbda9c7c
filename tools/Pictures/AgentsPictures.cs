namespace Broker.Pictures;

/// <summary>Pictures of the lab with two providers behind one broker.</summary>
/// <param name="lab">The lab, started with the profile for agents.</param>
/// <param name="album">Where pictures go.</param>
internal sealed class AgentsPictures(Lab lab, Album album)
{
    private readonly DashboardPage _dashboard = new(album.Page, lab.Login);

    /// <summary>Takes them all.</summary>
    public async Task TakeAsync()
    {
        await _dashboard.SignInAsync();
        await _dashboard.RunAsync("broker", "Send a message to Anthropic");
        await _dashboard.ShowBoundaryAsync("broker");
        await album.SaveDialogAsync("lesson-9-two-providers", _dashboard.Dialog, whole: true);
    }
}

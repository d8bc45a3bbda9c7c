using System.Text.RegularExpressions;

namespace Broker.Tests.Lab;

/// <summary>The command "Look for the key": nothing is found after each kind of request, and what is planted is found.</summary>
[Collection(nameof(SharedLab))]
public sealed partial class KeySearchTests(LabFixture lab)
{
    [Fact]
    public async Task Search_AfterRequestsOfEachKind_FindsNothingUntilASecretIsPlanted()
    {
        string[] commands = ["send-chat", "send-stream", "send-refused-upstream", "send-without-token", "send-wrong-token", "send-to-other-path", "send-too-large", "send-invalid-json"];
        foreach (var command in commands)
        {
            await lab.RunAsync("broker", command);
        }

        foreach (var fault in (string[])["mock-echo-split", "mock-redirect", "mock-drop-midway"])
        {
            await lab.RunAsync("mock-provider", fault);
            await lab.ChatAsync();
        }

        var last = Guid.NewGuid().ToString("N");
        await lab.ChatAsync(last);
        await lab.FindTraceAsync(last, spans: 5);
        var clean = await lab.RunAsync("broker", "look-for-key");

        Assert.True(clean.Success, clean.Data?.Value);
        Assert.All((string[])["spans", "logs", "console lines", "event lines"], kind => Assert.True(Count(clean.Data!.Value, kind) >= commands.Length, clean.Data.Value));

        // A host that is told the key, and puts it into a header that spans repeat.
        var planted = Guid.NewGuid().ToString("N");
        await lab.ChatAsync(planted, header: ("User-Agent", LabFixture.ProviderKey));
        await lab.FindTraceAsync(planted, spans: 5);
        var found = await lab.RunAsync("broker", "look-for-key");

        Assert.False(found.Success);
        Assert.Matches(@"\| [\d,]+ spans \| \*\*✗ in \d+\*\* \| ✓ not there \|", found.Data!.Value);
        Assert.DoesNotContain(LabFixture.ProviderKey, found.Data.Value + found.Message, StringComparison.Ordinal);
    }

    private static int Count(string page, string kind) =>
        int.Parse(CountOf().Matches(page).Single(match => match.Groups[2].Value == kind).Groups[1].Value, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| ([\d,]+) ([a-z ]+) \|", RegexOptions.Multiline)]
    private static partial Regex CountOf();
}

using System.Text.RegularExpressions;
using Broker.Lessons;
using Broker.Service.Errors;

namespace Broker.Tests.Errors;

/// <summary>docs/errors.md names each error with the status that it has, and no other.</summary>
public partial class ErrorsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Stage.Find(AppContext.BaseDirectory)!.Repository, "docs", "errors.md"));

    [Fact]
    public void Page_EachError_HasItsRow() => Assert.Equal(
        Enum.GetValues<BrokerError>().Select(error => $"{error.Code()} {error.Status()}").Order(StringComparer.Ordinal),
        Row().Matches(Page).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}").Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^\| `(\w+)` \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

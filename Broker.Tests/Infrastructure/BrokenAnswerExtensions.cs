namespace Broker.Tests.Infrastructure;

/// <summary>For answers that may or may not break off.</summary>
internal static class BrokenAnswerExtensions
{
    /// <summary>The result, or null where the connection broke.</summary>
    public static async Task<T?> NullIfBroken<T>(this Task<T> answer)
        where T : class
    {
        try
        {
            return await answer;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }
}

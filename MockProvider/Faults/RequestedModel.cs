using System.Text.Json;
using MockProvider.Answers;
using MockProvider.Journal;

namespace MockProvider.Faults;

/// <summary>Finds the model that a request names, whatever else is wrong with it: in JSON, or in a form with files.</summary>
internal static class RequestedModel
{
    public static string? Of(ReceivedRequest request)
    {
        if (request.IsForm)
        {
            return request.ReadForm()?["model"].FirstOrDefault();
        }

        try
        {
            return Fields.Parse(request.Body).Get("model") is { ValueKind: JsonValueKind.String } model ? model.GetString() : null;
        }
        catch (ApiException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;

namespace MockProvider.Models;

/// <summary>The member <c>model</c> of a request: there, a text, and one the mock answers to.</summary>
internal static class ModelName
{
    private const string Member = "model";

    public static string Read(RequestFields fields)
    {
        var name = fields.RequiredString(Member);
        if (fields.Get(Member) is { ValueKind: JsonValueKind.String })
        {
            Check(name, fields.Faults);
        }

        return name;
    }

    /// <summary>The same where a request need not name one.</summary>
    public static string Read(RequestFields fields, string fallback) => fields.Get(Member) is null ? fallback : Read(fields);

    /// <summary>Reports a name the mock does not answer to.</summary>
    public static void Check(string name, Faults faults)
    {
        if (name.Length == 0)
        {
            faults.Report(ModelErrors.Empty());
        }
        else if (!ModelFamilies.Knows(name))
        {
            faults.Report(ModelErrors.Unknown(name));
        }
    }
}

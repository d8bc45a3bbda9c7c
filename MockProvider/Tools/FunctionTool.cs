using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Schemas;

namespace MockProvider.Tools;

/// <summary>A function a caller offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says it does.</param>
/// <param name="Arguments">What it is called with: an instance of its parameters' schema, as compact JSON.</param>
internal sealed record FunctionTool(string Name, string Description, string Arguments)
{
    private const string NoArguments = "{}";
    private const int ShortestTelling = 4;

    /// <summary>Whether a text has its name in it, or a word of its name that is long enough to tell something.</summary>
    public bool IsMentionedIn(string text) =>
        text.Contains(Name, StringComparison.OrdinalIgnoreCase)
        || PlainWords.Of(Name).Where(word => word.Length >= ShortestTelling).Intersect(PlainWords.Of(text), StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>Reads a function and reports what is wrong with it.</summary>
    /// <param name="function">The object with the name: the tool itself in responses, its member <c>function</c> in chat.</param>
    public static FunctionTool Read(RequestFields function)
    {
        var name = FunctionName.Read(function);
        var description = function.OptionalString("description") ?? string.Empty;
        var isStrict = function.Boolean("strict", fallback: false);
        return new FunctionTool(name, description, function.Object("parameters") is { } parameters ? Instance(function, name, parameters.Element, isStrict) : NoArguments);
    }

    private static string Instance(RequestFields function, string name, JsonElement schema, bool isStrict)
    {
        var instance = SchemaInstance.Of(schema, isStrict, out var broken);
        if (broken is not null)
        {
            function.Faults.Report(ToolErrors.InvalidFunction(name, broken, function.Name("parameters")));
        }

        return instance;
    }
}

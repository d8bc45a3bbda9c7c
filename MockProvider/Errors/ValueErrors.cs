using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace MockProvider.Errors;

/// <summary>What the real service says about values of the right type that will not do.</summary>
internal static class ValueErrors
{
    public static ApiError NotSupported(string name, string value, params IReadOnlyList<string> supported) =>
        Bad($"Invalid value: '{value}'. Supported values are: {List(supported)}.", name, "invalid_value");

    public static ApiError IntegerTooSmall(string name, long value, long least) =>
        Bad($"Invalid '{name}': integer below minimum value. Expected a value >= {least}, but got {value} instead.", name, "integer_below_min_value");

    public static ApiError IntegerTooLarge(string name, long value, long most) =>
        Bad($"Invalid '{name}': integer above maximum value. Expected a value <= {most}, but got {value} instead.", name, "integer_above_max_value");

    public static ApiError DecimalTooSmall(string name, double value, double least) =>
        Bad($"Invalid '{name}': decimal below minimum value. Expected a value >= {Say(least)}, but got {Say(value)} instead.", name, "decimal_below_min_value");

    public static ApiError DecimalTooLarge(string name, double value, double most) =>
        Bad($"Invalid '{name}': decimal above maximum value. Expected a value <= {Say(most)}, but got {Say(value)} instead.", name, "decimal_above_max_value");

    public static ApiError EmptyString(string name) =>
        Bad($"Invalid '{name}': empty string. Expected a string with minimum length 1, but got an empty string instead.", name, "empty_string");

    public static ApiError StringTooLong(string name, int length, int most) =>
        Bad($"Invalid '{name}': string too long. Expected a string with maximum length {most}, but got a string with length {length} instead.", name, "string_above_max_length");

    public static ApiError WrongPattern(string name, string pattern) =>
        Bad($"Invalid '{name}': string does not match pattern. Expected a string that matches the pattern '{pattern}'.", name, "invalid_value");

    public static ApiError ArrayTooLong(string name, int length, int most) =>
        Bad($"Invalid '{name}': array too long. Expected an array with maximum length {most}, but got an array with length {length} instead.", name, "array_above_max_length");

    private static string Say(double value) => value.ToString(value == Math.Floor(value) && Math.Abs(value) < 1e15 ? "0.0" : "R", CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> values) => values.Count switch
    {
        1 => $"'{values[0]}'",
        2 => $"'{values[0]}' and '{values[1]}'",
        _ => $"{string.Join(", ", values.SkipLast(1).Select(value => $"'{value}'"))}, and '{values[^1]}'",
    };

    private static ApiError Bad(string message, string name, string code) => new(StatusCodes.Status400BadRequest, message, name, code);
}

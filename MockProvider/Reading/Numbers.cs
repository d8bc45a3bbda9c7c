using System.Text.Json;
using MockProvider.Errors;

namespace MockProvider.Reading;

/// <summary>Reads numbers within bounds, both of them allowed.</summary>
internal static class Numbers
{
    public static int? Integer(this RequestFields fields, string name, int least, int most)
    {
        var value = fields.Integer(name);
        if (value < least)
        {
            fields.Faults.Report(ValueErrors.IntegerTooSmall(fields.Name(name), value.Value, least));
        }
        else if (value > most)
        {
            fields.Faults.Report(ValueErrors.IntegerTooLarge(fields.Name(name), value.Value, most));
        }

        return value is { } number ? (int)Math.Clamp(number, least, most) : null;
    }

    public static double? Decimal(this RequestFields fields, string name, double least, double most)
    {
        if (fields.Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            fields.Faults.Report(OpenAiErrors.WrongType(fields.Name(name), "a decimal", JsonKinds.Say(value)));
            return null;
        }

        var number = value.GetDouble();
        if (number < least)
        {
            fields.Faults.Report(ValueErrors.DecimalTooSmall(fields.Name(name), number, least));
        }
        else if (number > most)
        {
            fields.Faults.Report(ValueErrors.DecimalTooLarge(fields.Name(name), number, most));
        }

        return number;
    }
}

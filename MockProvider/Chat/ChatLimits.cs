using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;

namespace MockProvider.Chat;

/// <summary>Where an answer ends: at one of a few texts, or after so many tokens.</summary>
internal sealed record ChatLimits(IReadOnlyList<string> Stops, int? Tokens)
{
    private const string StopName = "stop";
    private const string OldName = "max_tokens";
    private const string NewName = "max_completion_tokens";
    private const int MostStops = 4;

    public static ChatLimits Read(RequestFields fields)
    {
        var old = fields.Integer(OldName, 1, int.MaxValue);
        var tokens = fields.Integer(NewName, 1, int.MaxValue);
        if (old is not null && tokens is not null)
        {
            fields.Faults.Report(OpenAiErrors.TwoTokenLimits());
        }

        return new ChatLimits(ReadStops(fields), tokens ?? old);
    }

    /// <summary>The pieces up to the first of the texts to stop at, without it.</summary>
    public IReadOnlyList<string> StopIn(IReadOnlyList<string> pieces)
    {
        var whole = string.Concat(pieces);
        var end = Stops.Select(stop => whole.IndexOf(stop, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(whole.Length).Min();
        List<string> kept = [];
        var length = 0;
        foreach (var piece in pieces.TakeWhile(_ => length < end))
        {
            kept.Add(piece[..Math.Min(piece.Length, end - length)]);
            length += piece.Length;
        }

        return kept;
    }

    private static IReadOnlyList<string> ReadStops(RequestFields fields)
    {
        switch (fields.Get(StopName))
        {
            case null:
                return [];
            case { ValueKind: JsonValueKind.String } one:
                return [.. NotEmpty([one.GetString()!])];
            case { ValueKind: JsonValueKind.Array } list:
                return [.. NotEmpty(ReadList(fields, list))];
            case { } other:
                fields.Faults.Report(OpenAiErrors.WrongType(fields.Name(StopName), "one of a string or an array of strings", JsonKinds.Say(other)));
                return [];
        }
    }

    private static IEnumerable<string> ReadList(RequestFields fields, JsonElement list)
    {
        if (list.GetArrayLength() > MostStops)
        {
            fields.Faults.Report(ValueErrors.ArrayTooLong(fields.Name(StopName), list.GetArrayLength(), MostStops));
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                yield return item.GetString()!;
            }
            else
            {
                fields.Faults.Report(OpenAiErrors.WrongType($"{fields.Name(StopName)}[{index}]", "a string", JsonKinds.Say(item)));
            }

            index++;
        }
    }

    private static IEnumerable<string> NotEmpty(IEnumerable<string> stops) => stops.Where(stop => stop.Length > 0);
}

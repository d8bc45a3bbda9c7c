using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MockProvider.Errors;
using MockProvider.Misbehaviour;
using MockProvider.Reading;

namespace MockProvider.Control;

/// <summary>Reads an order to misbehave: <c>{"fault":"mock-drop","next":3}</c>, or with <c>probability</c> and <c>seed</c> in place of <c>next</c>.</summary>
internal static class FaultOrder
{
    private const int MostRequests = 1_000_000;

    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out ArmedFault? order, [NotNullWhen(false)] out ApiError? problem)
    {
        order = null;
        problem = JsonBody.TryRead(body, out var root) ? Read(root, out order) : OpenAiErrors.InvalidJson();
        return problem is null && order is not null;
    }

    private static ApiError? Read(JsonElement root, out ArmedFault? order)
    {
        order = null;
        int? next = null, seed = null;
        double? probability = null;
        Fault? fault = null;
        foreach (var member in root.EnumerateObject())
        {
            var isNumber = member.Value.ValueKind == JsonValueKind.Number;
            switch (member.Name)
            {
                case "fault" when member.Value.ValueKind == JsonValueKind.String:
                    fault = FaultList.Find(member.Value.GetString());
                    break;
                case "next" when isNumber && member.Value.TryGetInt32(out var count) && count is > 0 and <= MostRequests:
                    next = count;
                    break;
                case "probability" when isNumber && member.Value.GetDouble() is > 0 and <= 1 and var likely:
                    probability = likely;
                    break;
                case "seed" when isNumber && member.Value.TryGetInt32(out var number):
                    seed = number;
                    break;
                case "fault" or "next" or "probability" or "seed":
                    return Wrong($"'{member.Name}' does not take this value: fault is a name, next a whole number from 1 to {MostRequests}, probability a number above 0 and up to 1, seed a whole number.", member.Name);
                default:
                    return Wrong("Only fault, next, probability and seed are known here.", "fault");
            }
        }

        if (fault is null)
        {
            return Wrong($"'fault' must be one of {string.Join(", ", FaultList.All.Select(known => known.Name))}.", "fault");
        }

        if (probability is null ? seed is not null : next is not null)
        {
            return Wrong("Either next, or probability with or without a seed.", "next");
        }

        order = probability is null ? new ArmedFault(fault, next ?? 1, null, null) : new ArmedFault(fault, null, probability, seed ?? 0);
        return null;
    }

    private static ApiError Wrong(string message, string param) => new(StatusCodes.Status400BadRequest, message, param);
}

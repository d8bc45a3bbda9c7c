using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MockProvider.Answers;

namespace MockProvider.Faults;

/// <summary><c>/__mock/faults</c>: shows, arms and clears the fault for the requests to come.</summary>
internal sealed class FaultControl(FaultSwitch faults)
{
    private const int LongestOrder = 4_096;
    private const int MostRequests = 1_000_000;
    private static readonly string[] Members = ["fault", "next", "probability", "seed"];
    private static readonly JsonSerializerOptions View = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public Answer Show()
    {
        var known = FaultList.All.Select(fault => new JsonObject { ["fault"] = fault.Name, ["what"] = fault.What });
        return Tell(new JsonArray([.. known]));
    }

    /// <exception cref="ApiException">The order makes no sense.</exception>
    public async Task<Answer> ArmAsync(Stream body, CancellationToken aborted)
    {
        var buffer = new byte[LongestOrder + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, aborted).ConfigureAwait(false);
        faults.Arm(Read(Fields.Parse(length > LongestOrder ? default : buffer.AsMemory(0, length))));
        return Tell();
    }

    public Answer Clear()
    {
        faults.Arm(null);
        return Tell();
    }

    /// <summary>
    /// Reads an order: <c>{"fault":"mock-drop","next":3}</c>, or with <c>probability</c> and <c>seed</c> in place of <c>next</c>.
    /// </summary>
    private static ArmedFault Read(Fields order)
    {
        var fault = FaultList.Find(order.Text("fault"))
            ?? throw new ApiException(Errors.WrongValue("fault", FaultList.All.Select(known => known.Name)));
        var (next, seed) = (order.Integer("next", 1), order.Integer("seed", int.MinValue));
        double? probability = order.Get("probability") switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } number when number.GetDouble() is > 0 and <= 1 and var likely => likely,
            _ => throw new ApiException(Errors.WrongValue("probability", "a number above 0 and up to 1")),
        };
        if (order.Element.EnumerateObject().Any(member => !Members.Contains(member.Name)))
        {
            throw new ApiException(Errors.Bad($"Only {string.Join(", ", Members)} are known here."));
        }

        if (next > MostRequests || (probability is null ? seed is not null : next is not null))
        {
            throw new ApiException(Errors.Bad($"Either next, up to {MostRequests}, or probability with or without a seed.", "next"));
        }

        return probability is null
            ? new ArmedFault(fault.Name, next ?? 1, null, null)
            : new ArmedFault(fault.Name, null, probability, seed ?? 0);
    }

    private Answer Tell(JsonArray? known = null)
    {
        var view = new JsonObject { ["armed"] = JsonSerializer.SerializeToNode(faults.Armed, View) };
        if (known is not null)
        {
            view["known"] = known;
        }

        return Answer.Json(view);
    }
}

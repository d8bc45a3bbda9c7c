using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Misbehaviour;
using MockProvider.Text;

namespace MockProvider.Control;

/// <summary><c>/__mock/faults</c>: shows, arms and clears the fault for the requests to come.</summary>
internal sealed class FaultControl(FaultSwitch faults)
{
    private const int LongestOrder = 4_096;

    public Answer Show() => Tell([.. FaultList.All.Select(fault => new KnownFaultView(fault.Name, fault.What))]);

    public async Task<Answer> ArmAsync(Stream body, CancellationToken aborted)
    {
        var buffer = new byte[LongestOrder + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, aborted).ConfigureAwait(false);
        if (length > LongestOrder)
        {
            return Answer.Of(OpenAiErrors.InvalidJson(), []);
        }

        if (!FaultOrder.TryRead(buffer.AsMemory(0, length), out var order, out var problem))
        {
            return Answer.Of(problem, []);
        }

        faults.Arm(order);
        return Tell(known: null);
    }

    public Answer Clear()
    {
        faults.Arm(null);
        return Tell(known: null);
    }

    private Answer Tell(IReadOnlyList<KnownFaultView>? known)
    {
        var armed = faults.Armed is { } waits ? new ArmedView(waits.Fault.Name, waits.Left, waits.Probability, waits.Seed) : null;
        return Answer.Json(WireJson.Document(new FaultsView(armed, known), ControlJson.Readable.FaultsView), []);
    }
}

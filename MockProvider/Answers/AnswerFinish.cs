using MockProvider.Headers;
using MockProvider.Journal;
using MockProvider.Misbehaviour;

namespace MockProvider.Answers;

/// <summary>What happens to every answer of an endpoint: the fault it is to play, then the rate limits, which tell what is left.</summary>
internal sealed class AnswerFinish(FaultSwitch faults, RateLimits limits)
{
    public Answer Apply(ReceivedRequest request, Answer answer)
    {
        var model = RequestedModel.Of(request);
        var fault = FaultList.Find(model) ?? faults.Next();
        var played = fault is null ? answer : fault.Play(request, answer) with { Model = answer.Model ?? model, Fault = fault.Name };
        return limits.Settle(played, model);
    }
}

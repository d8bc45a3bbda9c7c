using Broker.Tests.Fuzzing.Wire;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>Holds what came of a conversation against what may come of it: answers, events and forwarded requests, each in order and none left over.</summary>
internal sealed class Judge(BrokerFacts facts, IEnumerable<WireAnswer> answers, EventTail events, IEnumerable<RecordedRequest> forwarded)
{
    private static readonly TimeSpan PerhapsLate = TimeSpan.FromSeconds(1);
    private readonly Queue<WireAnswer> _answers = new(answers);
    private readonly Queue<RecordedRequest> _forwarded = new(forwarded);

    /// <summary>Judges it.</summary>
    /// <returns>How many requests were answered.</returns>
    public int Judged(IReadOnlyList<FuzzRequest> requests)
    {
        var closing = Closing.Never;
        var answered = 0;
        foreach (var request in requests)
        {
            var expected = Expectations.Of(request, facts.IsProxy);
            SkipContinue(request);
            if (closing == Closing.Surely || (_answers.Count == 0 && (closing == Closing.Perhaps || expected.MayBeSilent)))
            {
                break;
            }

            Assert.True(_answers.TryDequeue(out var answer), $"No answer to {request}");
            closing = JudgeOne(request, expected, answer);
            answered++;
        }

        Assert.True(_answers.Count == 0, $"An answer to nobody: {_answers.FirstOrDefault()}");
        if (answered < requests.Count && closing == Closing.Never)
        {
            JudgeSilence(requests[answered], answered > 0 ? requests[answered - 1] : null);
        }

        var more = events.TryNext();
        Assert.True(more is null, $"An event of nobody: {more}");
        Assert.True(_forwarded.Count == 0, "More went upstream than the rules allow.");
        return answered;
    }

    private Closing JudgeOne(FuzzRequest request, Expectation expected, WireAnswer answer)
    {
        try
        {
            if (expected.Outcome is { Kind: OutcomeKind.Probe } && answer.Status == 200)
            {
                AnswerRules.AssertIs(answer, expected.Outcome, request, facts);
                return expected.Closing;
            }

            var line = events.Next();
            if (expected.ServerMayRefuse && EventRules.Error(line) == "bad_request")
            {
                AnswerRules.AssertServerRefusal(answer);
                EventRules.AssertServerRefusal(line, answer);
                return Closing.Surely;
            }

            var outcome = expected.Outcome;
            Assert.True(outcome is not null, "The HTTP server should have refused it.");
            AnswerRules.AssertIs(answer, outcome, request, facts);
            EventRules.AssertIs(line, outcome, request);
            if (outcome.Kind == OutcomeKind.Forwarded)
            {
                Assert.True(_forwarded.TryDequeue(out var upstream), "Nothing went upstream.");
                ForwardingRules.AssertIs(upstream, request);
            }

            return expected.Closing;
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            throw new InvalidOperationException($"{e.Message}\nrequest {request}\nanswer {answer}\nexpected {expected}", e);
        }
    }

    /// <summary>
    /// A host that ended its side inside a request may get no answer, but the request leaves its event. It leaves none where it was not
    /// begun: behind one whose body had not been read when its host left, since it might be the rest of that.
    /// </summary>
    private void JudgeSilence(FuzzRequest last, FuzzRequest? before)
    {
        var mayBeNone = (before is not null && SpecRules.LeavesBodyUnread(before)) || (last.HasWholeHead && Expectations.Of(last, facts.IsProxy).Outcome?.Kind == OutcomeKind.Probe);
        var found = mayBeNone ? events.NextWithin(PerhapsLate) : events.Next();
        if (found is not { } line)
        {
            return;
        }

        var refusal = Expectations.Of(last, facts.IsProxy).Outcome?.Error;
        Assert.True(EventRules.Error(line) is "bad_request" or "client_disconnected" || EventRules.Error(line) == refusal, $"{line}\nof {last}");
    }

    private void SkipContinue(FuzzRequest request)
    {
        if (request.Values("Expect").Count > 0 && _answers.TryPeek(out var answer) && answer.Status == 100)
        {
            _answers.Dequeue();
        }
    }
}

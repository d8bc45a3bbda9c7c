using Microsoft.Extensions.Logging;
using MockProvider.Headers;
using MockProvider.Journal;
using MockProvider.Misbehaviour;

namespace MockProvider.Answers;

/// <summary>What happens to every answer of an endpoint: the fault it is to play, then the rate limits, which tell what is left.</summary>
internal sealed partial class AnswerFinish(FaultSwitch faults, RateLimits limits, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<AnswerFinish>();

    public Answer Apply(ReceivedRequest request, Answer answer)
    {
        var model = RequestedModel.Of(request);
        var fault = FaultList.Find(model) ?? faults.Next();
        if (fault is not null)
        {
            Log.Plays(_logger, request.Method, request.Path, fault.Name);
            answer = fault.Play(request, answer) with { Fault = fault.Name };
        }

        return limits.Settle(answer, model) with { Model = model };
    }

    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Information, "{Method} {Path} plays the fault {Fault}", EventName = nameof(Plays))]
        public static partial void Plays(ILogger logger, string method, string path, string fault);
    }
}

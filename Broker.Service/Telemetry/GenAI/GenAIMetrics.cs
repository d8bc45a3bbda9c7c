using System.Diagnostics;
using System.Diagnostics.Metrics;
using Broker.Service.Dialects;

namespace Broker.Service.Telemetry.GenAI;

/// <summary>Client metrics of the OpenTelemetry conventions for generative AI, with their bucket boundaries.</summary>
internal sealed class GenAIMetrics
{
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _duration;
    private readonly ModelTags _models = new();

    public GenAIMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(BoundaryNames.Source);
        _tokens = meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens of requests and answers.", advice: new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
        });
        _duration = meter.CreateHistogram("gen_ai.client.operation.duration", "s", "How long model calls took.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
        });
    }

    /// <summary>True if anybody collects the metrics.</summary>
    public bool IsOn => _duration.Enabled || _tokens.Enabled;

    /// <summary>Records one model call. Call only if <see cref="IsOn"/>.</summary>
    /// <param name="duration">From sending the request to the end of the answer.</param>
    /// <param name="errorType">Why the call failed, from a closed set; null if it did not.</param>
    public void Record(GenAICall call, AnswerFacts facts, TimeSpan duration, string? errorType)
    {
        var tags = new TagList
        {
            { GenAINames.OperationName, call.Operation },
            { GenAINames.ProviderName, call.Provider },
            { GenAINames.RequestModel, _models.Limit(call.RequestModel) },
            { GenAINames.ServerAddress, call.Server.Host },
            { GenAINames.ServerPort, call.Server.Port },
        };
        if (facts.Model is { } model)
        {
            tags.Add(GenAINames.ResponseModel, _models.Limit(model));
        }

        RecordTokens(facts.InputTokens, "input", tags);
        RecordTokens(facts.OutputTokens, "output", tags);
        if (errorType is not null)
        {
            tags.Add(BoundaryNames.ErrorType, errorType);
        }

        _duration.Record(duration.TotalSeconds, tags);
    }

    private void RecordTokens(long? tokens, string type, TagList tags)
    {
        if (tokens is { } count)
        {
            tags.Add(GenAINames.TokenType, type);
            _tokens.Record(count, tags);
        }
    }
}

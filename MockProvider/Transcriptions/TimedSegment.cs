namespace MockProvider.Transcriptions;

/// <summary>A sentence and when it is said.</summary>
internal sealed record TimedSegment(
    int Id,
    int Seek,
    double Start,
    double End,
    string Text,
    IReadOnlyList<int> Tokens,
    double Temperature,
    double AvgLogprob,
    double CompressionRatio,
    double NoSpeechProb);

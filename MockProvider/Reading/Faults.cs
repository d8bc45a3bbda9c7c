using MockProvider.Errors;

namespace MockProvider.Reading;

/// <summary>What is wrong with a request; like the real service, only the first fault is told.</summary>
internal sealed class Faults
{
    public ApiError? First { get; private set; }

    public void Report(ApiError error) => First ??= error;
}

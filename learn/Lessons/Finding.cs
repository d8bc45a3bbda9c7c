namespace Broker.Lessons;

/// <summary>One thing that a check looked at.</summary>
/// <param name="Holds">Whether it is as the lesson says.</param>
/// <param name="Fact">What should be so, in a line.</param>
/// <param name="Remedy">What to do when it is not.</param>
internal sealed record Finding(bool Holds, string Fact, string Remedy = Finding.Defect)
{
    /// <summary>The remedy where a learner can do nothing wrong.</summary>
    public const string Defect = "This is what the broker promises. If it was built from unchanged sources, you found a defect: please report it.";
}

using MockProvider.Answers;
using MockProvider.Journal;

namespace MockProvider.Misbehaviour;

/// <summary>One way to misbehave.</summary>
/// <param name="Name">Its name, which is also the name of the model that asks for it.</param>
/// <param name="What">What it does, in a line for a person.</param>
/// <param name="Play">Makes it of the honest answer to a request.</param>
internal sealed record Fault(string Name, string What, Func<ReceivedRequest, Answer, Answer> Play);

using WireMock;

namespace MockProvider.Answers;

/// <summary>An answer whose status and headers WireMock has set, and whose body is still to be sent.</summary>
/// <param name="Answer">What to send.</param>
/// <param name="Journaled">The entry in WireMock's journal; the body is added to it before it is sent.</param>
internal sealed record PendingAnswer(Answer Answer, ResponseMessage Journaled);

using System.Runtime.InteropServices;

namespace Broker.Service.Configuration;

/// <summary>
/// On Linux, lets no thread of the broker take the processor from another one that is at work: with every answer and every request that comes,
/// the thread that listens to sockets wakes, and it would put a request's work aside just to say that there is more of it. Whoever wakes gets
/// the next free processor, or its turn some milliseconds later; the share of the machine is the same (sched(7), <c>SCHED_BATCH</c>). Elsewhere, and where
/// the C library does not have it (musl), threads are scheduled as ever. Programs that the broker runs inherit it.
/// </summary>
internal static partial class BatchScheduling
{
    private const int Other = 0;
    private const int Batch = 3;

    /// <summary>Turns it on for this thread and all that come from it, unless whoever started the broker asked for some scheduling of their own.</summary>
    public static void TurnOn()
    {
        if (OperatingSystem.IsLinux() && GetScheduler(0) == Other)
        {
            // It needs no right, and a broker that could not have it is only slower.
            _ = SetScheduler(0, Batch, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_getscheduler")]
    private static partial int GetScheduler(int thread);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, in int priority);
}

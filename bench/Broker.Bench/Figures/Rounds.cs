using Broker.Bench.Peers;

namespace Broker.Bench.Figures;

/// <summary>Measures everyone in turn, again and again: a machine that is busy for a while is so for all of them.</summary>
internal static class Rounds
{
    // Two processes of one program differ by several percent for as long as they live, by where their memory happens to lie.
    private const int RoundsOfOneProcess = 3;

    /// <summary>Runs the rounds. Who fails is named with the reason, and left out from then on.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="peers">Who is measured; each round begins with another one.</param>
    /// <param name="measure">Measures one once.</param>
    /// <param name="renew">Puts another process in its place, every few rounds; null to measure the same all the time.</param>
    public static async Task RunAsync(
        string title, int rounds, IEnumerable<RunningPeer> peers, Func<RunningPeer, Task> measure, Func<RunningPeer, Task>? renew = null)
    {
        var left = peers.ToList();
        for (var round = 0; round < rounds; round++)
        {
            Console.WriteLine($"{title}: round {round + 1} of {rounds}");
            var first = left.Count == 0 ? 0 : round % left.Count;
            foreach (var running in left.Skip(first).Concat(left.Take(first)).ToList())
            {
                try
                {
                    if (renew is not null && round > 0 && round % RoundsOfOneProcess == 0)
                    {
                        await renew(running);
                    }

                    await measure(running);
                }
                catch (BenchException e)
                {
                    await Console.Error.WriteLineAsync($"{title}, not measured: {running.Peer.Name}. {e.Message}");
                    left.Remove(running);
                }
            }
        }
    }
}

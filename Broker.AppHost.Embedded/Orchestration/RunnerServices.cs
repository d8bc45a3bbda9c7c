using Broker.AppHost.Embedded.Terminal;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>What all <see cref="ProjectRunner"/>s share.</summary>
/// <param name="Environment">Puts together what a project finds in its environment.</param>
/// <param name="Health">Asks projects how they are.</param>
/// <param name="Console">Shows what they write.</param>
/// <param name="Watchdog">Ends them should the app host be killed.</param>
/// <param name="TimeProvider">Measures waits.</param>
internal sealed record RunnerServices(
    ProjectEnvironment Environment, HealthProbe Health, ResourceConsole Console, WatchdogLink Watchdog, TimeProvider TimeProvider);

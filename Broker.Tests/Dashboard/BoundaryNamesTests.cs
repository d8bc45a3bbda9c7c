using Broker.AppHost.Embedded.Dashboard.Boundary;
using Broker.Service.Telemetry;

namespace Broker.Tests.Dashboard;

public class BoundaryNamesTests
{
    [Fact]
    public void Names_AreThoseThatTheBrokerUses()
    {
        Assert.Equal(
            [
                BrokerTelemetry.SourceName, BrokerTelemetry.CheckSpan, BrokerTelemetry.SecretSpan, BrokerTelemetry.Outcome, BrokerTelemetry.Rule, BrokerTelemetry.RulesPassed,
                BrokerTelemetry.Mode, BrokerTelemetry.SecretSource, BrokerTelemetry.BearerAttached, BrokerTelemetry.ErrorType, BoundaryTags.HostHeaders, BoundaryTags.Forwarded,
                BoundaryTags.Withheld, BoundaryTags.Added, BoundaryTags.AnswerPassed, BoundaryTags.AnswerWithheld,
            ],
            [
                BoundaryNames.Scope, BoundaryNames.CheckSpan, BoundaryNames.SecretSpan, BoundaryNames.Outcome, BoundaryNames.Rule, BoundaryNames.RulesPassed,
                BoundaryNames.Mode, BoundaryNames.SecretSource, BoundaryNames.BearerAttached, BoundaryNames.ErrorType, BoundaryNames.HostHeaders, BoundaryNames.Forwarded,
                BoundaryNames.Withheld, BoundaryNames.Added, BoundaryNames.AnswerPassed, BoundaryNames.AnswerWithheld,
            ]);
    }
}

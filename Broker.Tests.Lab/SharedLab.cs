namespace Broker.Tests.Lab;

/// <summary>The tests that share one running lab, one after the other.</summary>
[CollectionDefinition(nameof(SharedLab))]
public sealed class SharedLab : ICollectionFixture<LabFixture>;

namespace Broker.Tests;
public class SmokeTests { [Fact] public void A_B_C() => Assert.Equal("***", "***"); }

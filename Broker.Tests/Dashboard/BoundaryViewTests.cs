using Broker.AppHost.Embedded.Dashboard.Boundary;
using static Broker.Tests.Dashboard.BoundarySpans;

namespace Broker.Tests.Dashboard;

public class BoundaryViewTests
{
    [Fact]
    public void Request_ThatWasForwarded_IsToldInFourParts()
    {
        var view = Assert.Single(BoundaryView.From([Server(200), Passed(), Secret("fetched"), Call()]));

        Assert.Equal(("POST", "/v1/chat/completions"), (view.Host.Method, view.Host.Path));
        Assert.Equal(["Content-Type", "Host", "X-Broker-Token: ***"], view.Host.Headers.Select(header => header.Text));
        Assert.All(view.Rules, rule => Assert.Equal(RuleState.Passed, rule.State));
        Assert.Equal(new BoundarySecret("env:KEY", "fetched", null), view.Secret);
        Assert.Equal((null, "http://mock/v1/chat/completions", "POST", 86L, true), (view.Upstream.Nothing, view.Upstream.Address, view.Upstream.Method, view.Upstream.BodyBytes, view.Upstream.WithKey));
        Assert.Equal(
            [new("Authorization: Bearer ***", HeaderFate.Added), new("Content-Type", HeaderFate.Passed), new("X-Broker-Token: ***", HeaderFate.Withheld)],
            view.Upstream.Headers);
        Assert.Equal(["Host"], view.Upstream.Rewritten);
        Assert.Equal((200L, 200L, "forwarded"), (view.Answer.HostStatus, view.Answer.UpstreamStatus, view.Answer.Outcome));
        Assert.Equal([new("Date", HeaderFate.Passed), new("Set-Cookie", HeaderFate.Withheld)], view.Answer.Headers);
        Assert.Equal(
            [new("body", "868 bytes"), new("model", "gpt-4o-mini-2024-07-18"), new("tokens in", "12"), new("finished", "stop"), new("first chunk after", "250 ms")],
            view.Answer.Facts);
        Assert.False(view.Failed);
        Assert.Equal("Sent upstream and answered", view.Verdict);
    }

    [Fact]
    public void Request_ThatWasRefused_ShowsTheRuleAndWhatItNeverReached()
    {
        var check = Span("check", ("broker.rules_passed", new object?[] { "host", "origin" }), ("broker.rule", "local_endpoints"), ("broker.outcome", "refused"), ("error.type", "not_found"));

        var view = Assert.Single(BoundaryView.From([check, Server(404)]));

        Assert.Equal(new BoundaryRule("local_endpoints", RuleState.Refused, "not_found"), view.Decision);
        Assert.Equal(["method", "client_token", "allowed_paths", "max_request_bytes", "json"], view.Rules.Where(rule => rule.State == RuleState.NotReached).Select(rule => rule.Name));
        Assert.Equal("refused by local_endpoints", view.Upstream.Nothing);
        Assert.Equal((404L, null, "not_found"), (view.Answer.HostStatus, view.Answer.UpstreamStatus, view.Answer.Outcome));
        Assert.True(view.Failed);
        Assert.StartsWith("Refused by local_endpoints", view.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_WhoseAnswerTheBrokerRefused_SaysWhatItWasAndWhy()
    {
        var call = Span("chat", ("broker.mode", "proxy"), ("http.response.status_code", 307L), ("error.type", "upstream_redirect_refused"));

        var view = Assert.Single(BoundaryView.From([Server(502), Passed(), call]));

        Assert.True(view.Failed);
        Assert.Equal("Sent upstream, which answered 307; it ended in upstream_redirect_refused", view.Verdict);
    }

    [Fact]
    public void Request_InADryRun_SendsNothing()
    {
        var view = Assert.Single(BoundaryView.From([Server(200), Passed(), Span("forward", ("broker.mode", "dry_run"), ("broker.outcome", "described"))]));

        Assert.Equal("dry run", view.Upstream.Nothing);
        Assert.Equal("described", view.Answer.Outcome);
        Assert.False(view.Failed);
    }

    [Fact]
    public void Request_WithoutKey_WasRefusedAfterTheChecks()
    {
        var view = Assert.Single(BoundaryView.From([Server(503), Passed(), Span("secret", ("broker.secret.source", "env:KEY"), ("broker.outcome", "unavailable"), ("error.type", "secret_unavailable"))]));

        Assert.Equal("refused, secret_unavailable", view.Upstream.Nothing);
        Assert.Equal("secret_unavailable", view.Answer.Outcome);
        Assert.True(view.Failed);
    }

    [Fact]
    public void Request_WhoseOtherSpansAreNotThere_IsShownAsFarAsKnown()
    {
        var view = Assert.Single(BoundaryView.From([Passed()]));

        Assert.Null(view.Host.Method);
        Assert.Null(view.Answer.Outcome);
        Assert.NotNull(view.Upstream.Nothing);
        Assert.Equal("What came after the checks is not here", view.Verdict);
    }

    [Fact]
    public void Attributes_OfOtherKindsThanExpected_CountAsMissing()
    {
        var check = Span("check", ("broker.rules_passed", "host"), ("broker.rule", 7L), ("broker.outcome", null), ("broker.host.headers", new object?[] { 1L, null, "Accept" }));
        var call = Span("chat", ("broker.mode", "proxy"), ("http.response.status_code", "200"), ("gen_ai.response.time_to_first_chunk", double.NaN), ("http.request.body.size", true));

        var view = Assert.Single(BoundaryView.From([check, call]));

        Assert.Equal(["Accept"], view.Host.Headers.Select(header => header.Text));
        Assert.All(view.Rules, rule => Assert.Equal(RuleState.NotReached, rule.State));
        Assert.Null(view.Upstream.BodyBytes);
        Assert.Null(view.Answer.UpstreamStatus);
        Assert.Empty(view.Answer.Facts);
    }

    [Fact]
    public void Trace_WithTwoRequests_ShowsThemApartInOrder()
    {
        var views = BoundaryView.From([Span("check", parent: "second", start: 5), Span("check", parent: "first"), Span("forward", parent: "second", facts: ("broker.mode", "dry_run"))]);

        Assert.Equal([false, true], views.Select(view => view.Upstream.Nothing == "dry run"));
    }

    [Fact]
    public void Spans_OfOthersByTheSameName_AreNoChecks() => Assert.Empty(BoundaryView.From([Span("check", scope: "Somebody.Else"), Server(200)]));
}

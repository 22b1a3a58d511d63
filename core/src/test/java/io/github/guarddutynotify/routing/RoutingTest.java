package io.github.guarddutynotify.routing;

import static io.github.guarddutynotify.finding.Severity.CRITICAL;
import static io.github.guarddutynotify.finding.Severity.HIGH;
import static io.github.guarddutynotify.finding.Severity.LOW;
import static io.github.guarddutynotify.finding.Severity.MEDIUM;
import static io.github.guarddutynotify.routing.Filters.accounts;
import static io.github.guarddutynotify.routing.Filters.allOf;
import static io.github.guarddutynotify.routing.Filters.any;
import static io.github.guarddutynotify.routing.Filters.anyOf;
import static io.github.guarddutynotify.routing.Filters.archived;
import static io.github.guarddutynotify.routing.Filters.not;
import static io.github.guarddutynotify.routing.Filters.purposes;
import static io.github.guarddutynotify.routing.Filters.regions;
import static io.github.guarddutynotify.routing.Filters.resourceTypes;
import static io.github.guarddutynotify.routing.Filters.resources;
import static io.github.guarddutynotify.routing.Filters.sample;
import static io.github.guarddutynotify.routing.Filters.severityAtLeast;
import static io.github.guarddutynotify.routing.Filters.severityAtMost;
import static io.github.guarddutynotify.routing.Filters.tag;
import static io.github.guarddutynotify.routing.Filters.types;
import static io.github.guarddutynotify.routing.Filters.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which findings filters take, how they print, and how routes and suppressions add up. */
class RoutingTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    /** HIGH, in account 111122223333, region eu-west-1, an instance, neither sample nor archived. */
    private static final Finding FINDING = finding("\"severity\": 8");

    private static final Finding WITHOUT_SEVERITY = finding("\"x\": 1");
    private static final Finding BARE = FindingReader.read("""
            {"detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": {"type": "Recon:EC2/Portscan"}}""");

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of(any(), "any", true),
                Arguments.of(severityAtLeast(HIGH), "minSeverity HIGH", true),
                Arguments.of(severityAtLeast(CRITICAL), "minSeverity CRITICAL", false),
                Arguments.of(severityAtMost(HIGH), "maxSeverity HIGH", true),
                Arguments.of(severityAtMost(MEDIUM), "maxSeverity MEDIUM", false),
                Arguments.of(severityAtLeast(8), "minSeverity 8", true),
                Arguments.of(severityAtLeast(8.1), "minSeverity 8.1", false),
                Arguments.of(severityAtMost(8), "maxSeverity 8", true),
                Arguments.of(severityAtMost(7.9), "maxSeverity 7.9", false),
                Arguments.of(types("recon:ec2/*"), "types recon:ec2/*", true),
                Arguments.of(types("Backdoor:*", "*Portscan"), "types Backdoor:*, *Portscan", true),
                Arguments.of(types("Recon"), "types Recon", false),
                Arguments.of(accounts("111122223333"), "accounts 111122223333", true),
                Arguments.of(accounts("1111"), "accounts 1111", false),
                Arguments.of(regions("us-gov-*"), "regions us-gov-*", false),
                Arguments.of(regions("eu-*"), "regions eu-*", true),
                Arguments.of(purposes("Recon"), "purposes Recon", true),
                Arguments.of(resourceTypes("Inst*"), "resourceTypes Inst*", true),
                Arguments.of(resources("I-0ABC"), "resources I-0ABC", true),
                Arguments.of(resources("web"), "resources web", false),
                Arguments.of(tag("name", "web", "db"), "tag name web, db", true),
                Arguments.of(tag("Env", "prod*"), "tag Env prod*", true),
                Arguments.of(tag("Env", "test"), "tag Env test", false),
                Arguments.of(tag("owner", "*"), "tag owner *", false),
                Arguments.of(where("/service/count", ">=10"), "/service/count >=10", true),
                Arguments.of(where("/service/count", "<10", "11"), "/service/count <10, 11", false),
                Arguments.of(where("/resource/*/tags/*/key", "env"), "/resource/*/tags/*/key env", true),
                Arguments.of(where("/nothing/there", "*"), "/nothing/there *", false),
                Arguments.of(sample(true), "sample true", false),
                Arguments.of(sample(false), "sample false", true),
                Arguments.of(archived(true), "archived true", false),
                Arguments.of(archived(false), "archived false", true),
                Arguments.of(allOf(), "any", true),
                Arguments.of(allOf(any(), sample(true)), "any and sample true", false),
                Arguments.of(allOf(any(), sample(false)), "any and sample false", true),
                Arguments.of(anyOf(), "none", false),
                Arguments.of(anyOf(sample(true), types("Recon:*")), "any of (sample true | types Recon:*)", true),
                Arguments.of(anyOf(sample(true), archived(true)), "any of (sample true | archived true)", false),
                Arguments.of(sample(false).and(types("Recon:*")), "sample false and types Recon:*", true),
                Arguments.of(sample(true).or(types("Recon:*")), "any of (sample true | types Recon:*)", true),
                Arguments.of(sample(false).and(finding -> false), "sample false and a predicate of your own", false),
                Arguments.of(sample(true).negate(), "not (sample true)", true),
                Arguments.of(not(sample(true)), "not (sample true)", true),
                Arguments.of(not(allOf(any(), sample(false))), "not (any and sample false)", false),
                Arguments.of(where("ours", finding -> finding.id().isEmpty()), "ours", false));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("filters")
    void aFilterTakesWhatItSaysAndPrintsItself(Filter filter, String printed, boolean takes) {
        assertThat(filter).hasToString(printed);
        assertThat(filter.test(FINDING)).isEqualTo(takes);
    }

    @Test
    void aFindingWithoutSeverityPassesEveryBound() {
        assertThat(severityAtLeast(9.9).test(WITHOUT_SEVERITY)).isTrue();
        assertThat(severityAtMost(0.1).test(WITHOUT_SEVERITY)).isTrue();
        for (var severity : List.of(LOW, MEDIUM, HIGH, CRITICAL)) {
            assertThat(severityAtLeast(severity).test(WITHOUT_SEVERITY)).isTrue();
            assertThat(severityAtMost(severity).test(WITHOUT_SEVERITY)).isTrue();
        }
    }

    @Test
    void aFindingWithoutAnAttributeFitsNoGlobOfIt() {
        assertThat(accounts("*").test(BARE)).isFalse();
        assertThat(not(accounts("*")).test(BARE)).isTrue();
    }

    @Test
    void aFilterWithoutAGlobIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(Filters::types)
                .withMessage("nothing fits no pattern; give at least one, or leave the filter out");
    }

    @Test
    void filtersAreValuesThatCanBeTakenApart() {
        List<String> globs = new ArrayList<>(List.of("a", "b*"));
        Filter.Matches filter = new Filter.Matches(Attribute.TYPE, Patterns.globs(globs));
        globs.clear();

        assertThat(filter).isEqualTo(types("a", "b*")).hasSameHashCodeAs(types("a", "b*"));
        assertThat(filter.globs().all()).isUnmodifiable().containsExactly(new Glob("a"), new Glob("b*"));
        assertThat(allOf(any()).parts()).containsExactly(any());
    }

    @Test
    void routesAddUpWhateverTheirOrder() {
        Route urgent = new Route("urgent", severityAtLeast(HIGH), List.of("chat", "mail"));
        Route all = new Route("all", any(), List.of("audit", "chat"));
        Route other = new Route("other", severityAtLeast(CRITICAL), List.of("pager"));

        assertThat(decide(List.of(urgent, other, all)).destinations()).containsExactly("chat", "mail", "audit");
        assertThat(decide(List.of(all, other, urgent)).destinations()).containsExactly("audit", "chat", "mail");
        assertThat(decide(List.of(urgent, other, all)).matched()).containsExactly("urgent", "all");
    }

    @Test
    void aFindingThatNoRouteWantsHasNoDestination() {
        RouteDecision decision = decide(List.of(new Route("none", sample(true), List.of("chat"))));

        assertThat(decision.destinations()).isEmpty();
        assertThat(decision.matched()).isEmpty();
        assertThat(decision.suppressedBy()).isEmpty();
    }

    @Test
    void aSuppressionIsNamedAndTheRoutesThatItOverrulesToo() {
        RouteDecision decision = decide(
                new Suppression("others", sample(true), null),
                new Suppression("scanner", types("Recon:*"), null),
                new Suppression("second", any(), null));

        assertThat(decision.suppressedBy()).contains("scanner");
        assertThat(decision.destinations()).containsExactly("chat");
    }

    @Test
    void aSuppressionHoldsToTheEndOfItsLastDayInUtc() {
        Suppression suppression = new Suppression("scanner", any(), LocalDate.parse("2027-01-31"));
        Router router = new Router(List.of(new Route("all", any(), List.of("chat"))), List.of(suppression));

        assertThat(router.decide(FINDING, Instant.parse("2027-01-31T23:59:59.999999999Z"))
                        .suppressedBy())
                .contains("scanner");
        assertThat(router.decide(FINDING, Instant.parse("2027-02-01T00:00:00Z")).suppressedBy())
                .isEmpty();
        assertThat(suppression.lastDay()).contains(LocalDate.parse("2027-01-31"));
    }

    @Test
    void ofManyRoutesThatNameAccountsAFindingGoesToThoseOfItsOwn() {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String account = String.valueOf(111122222833L + i);
            routes.add(new Route("of " + account, types("Recon:*").and(accounts(account, "none")), List.of("d" + i)));
        }
        routes.add(new Route("globs", accounts("1111*").and(types("recon:ec2/portscan")), List.of("late")));
        routes.add(0, new Route("either", anyOf(accounts("999988887777"), sample(false)), List.of("early")));

        assertThat(decide(routes).matched()).containsExactly("either", "of 111122223333", "globs");
        assertThat(decide(routes).destinations()).containsExactly("early", "d500", "late");
    }

    @Test
    void aPredicateThatThrowsLetsTheFindingThroughAndIsNamed() {
        Filter broken = where("broken", finding -> {
            throw new IllegalStateException("no lookup");
        });
        Router router = new Router(
                List.of(new Route("route", broken, List.of("chat"))), List.of(new Suppression("quiet", broken, null)));

        RouteDecision decision = router.decide(FINDING, NOW);

        assertThat(decision.destinations()).containsExactly("chat");
        assertThat(decision.suppressedBy()).isEmpty();
        assertThat(decision.faults()).extracting(RouteDecision.Fault::name).containsExactly("route", "quiet");
    }

    @Test
    void aPredicateThatThrowsBehindANotLetsTheFindingThroughToo() {
        Filter broken = where("broken", finding -> {
            throw new IllegalStateException("no lookup");
        });

        assertThat(decide(List.of(new Route("route", not(broken), List.of("chat"))))
                        .destinations())
                .containsExactly("chat");
    }

    private static RouteDecision decide(List<Route> routes) {
        return new Router(routes, List.of()).decide(FINDING, NOW);
    }

    private static RouteDecision decide(Suppression... suppressions) {
        return new Router(List.of(new Route("all", any(), List.of("chat"))), List.of(suppressions))
                .decide(FINDING, NOW);
    }

    private static Finding finding(String member) {
        return FindingReader.read("""
                {"detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": {
                  "id": "f1", "type": "Recon:EC2/Portscan", "accountId": "111122223333", "region": "eu-west-1",
                  "resource": {"resourceType": "Instance", "instanceDetails": {"instanceId": "i-0abc",
                    "tags": [{"key": "Name", "value": "web"}, {"key": "env", "value": "production"}]}},
                  "service": {"count": 10}, %s}}""".formatted(member));
    }
}

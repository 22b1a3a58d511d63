package io.github.guarddutynotify.routing;

import static io.github.guarddutynotify.finding.Severity.HIGH;
import static io.github.guarddutynotify.routing.Filters.accounts;
import static io.github.guarddutynotify.routing.Filters.any;
import static io.github.guarddutynotify.routing.Filters.not;
import static io.github.guarddutynotify.routing.Filters.severityAtLeast;
import static io.github.guarddutynotify.routing.Filters.types;
import static io.github.guarddutynotify.routing.Filters.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.routing.Explanation.Condition;
import io.github.guarddutynotify.routing.Explanation.OfRoute;
import io.github.guarddutynotify.routing.Explanation.OfSuppression;
import io.github.guarddutynotify.routing.Explanation.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a finding goes where it goes. */
class ExplanationTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Finding FINDING = FindingReader.read("""
            {"detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": {
              "type": "Recon:EC2/Portscan", "accountId": "111122223333", "severity": 5}}""");

    @Test
    void eachConditionOfARouteSaysItsOutcomeAndWhatTheFindingHas() {
        OfRoute urgent =
                explained(severityAtLeast(HIGH).and(types("Recon:*"))).routes().get(0);

        assertThat(urgent.taken()).isFalse();
        assertThat(urgent.condition().parts())
                .extracting(part -> part.filter().toString(), Condition::passes, Condition::found)
                .containsExactly(
                        tuple("minSeverity HIGH", false, List.of("5.0 (MEDIUM)")),
                        tuple("types Recon:*", true, List.of("Recon:EC2/Portscan")));
    }

    @Test
    void anExceptionIsTakenApartToo() {
        Condition except = explained(not(accounts("1111*"))).routes().get(0).condition();

        assertThat(except.passes()).isFalse();
        assertThat(except.parts()).singleElement().satisfies(part -> {
            assertThat(part.passes()).isTrue();
            assertThat(part.found()).containsExactly("111122223333");
        });
    }

    @Test
    void aRouteThatItsAccountsRuleOutIsExplainedAsWell() {
        OfRoute other = explained(accounts("999988887777")).routes().get(0);

        assertThat(other.taken()).isFalse();
        assertThat(other.condition().found()).containsExactly("111122223333");
    }

    @Test
    void aSuppressionHasRunOutOrSuppressesOrDoesNotMatch() {
        Explanation explanation = new Router(
                        List.of(new Route("all", any(), List.of("chat"))),
                        List.of(
                                new Suppression("last year's", any(), LocalDate.parse("2025-12-31"), "pen test"),
                                new Suppression("other", types("Backdoor:*"), null),
                                new Suppression("ours", types("Recon:*"), null)))
                .explain(FINDING, NOW);

        assertThat(explanation.suppressions())
                .extracting(OfSuppression::state)
                .containsExactly(State.RUN_OUT, State.NOT_MATCHED, State.SUPPRESSES);
        assertThat(explanation.suppressions().get(0).suppression().why()).contains("pen test");
        assertThat(explanation.decision().suppressedBy()).contains("ours");
    }

    @Test
    void aPredicateThatThrowsIsNamedAndTakesTheFinding() {
        OfRoute broken = explained(where("broken", finding -> {
                    throw new IllegalStateException("finding text");
                }))
                .routes()
                .get(0);

        assertThat(broken.taken()).isTrue();
        assertThat(broken.condition().failure()).contains("java.lang.IllegalStateException");
    }

    private static Explanation explained(Filter filter) {
        return new Router(List.of(new Route("route", filter, List.of("chat"))), List.of()).explain(FINDING, NOW);
    }
}

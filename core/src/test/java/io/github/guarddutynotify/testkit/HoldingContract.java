package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.HeldFinding;
import io.github.guarddutynotify.delivery.HeldStore;
import io.github.guarddutynotify.finding.Severity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The part of {@link DeliveryLedgerContract} that is about what a ledger holds; it tests nothing of one that has no store for that.
 */
abstract class HoldingContract extends ClaimContract {
    private final Entry owed = entryFor("destination-" + UUID.randomUUID());

    @Test
    void aLedgerThatForgetsHoldsNothing() {
        assumeFalse(ledger.isDurable());

        assertThat(ledger.held()).isEmpty();
    }

    @Test
    void holdsAllOfAFindingForItsDestination() throws IOException {
        HeldFinding held = held(owed, 7, now);
        HeldFinding bare = new HeldFinding(
                new Entry("contract/other", "other-" + UUID.randomUUID()),
                "id",
                "type",
                "",
                "",
                Severity.UNKNOWN,
                Long.MAX_VALUE,
                "",
                null,
                now);
        store().put(held);
        store().put(bare);

        assertThat(listed(owed)).containsExactly(held);
        assertThat(listed(bare.entry())).containsExactly(bare);
    }

    @Test
    void listsWhatIsHeldLongestFirst() throws IOException {
        HeldFinding third = held(sibling("a"), 3, now.plusSeconds(2));
        HeldFinding first = held(sibling("b"), 1, now);
        HeldFinding second = held(sibling("c"), 2, now.plusSeconds(1));
        for (HeldFinding held : List.of(third, first, second)) {
            store().put(held);
        }

        assertThat(listed(owed)).containsExactly(first, second, third);
    }

    @Test
    void listsManyMoreThanOneAnswerHolds() throws IOException {
        for (int i = 0; i < 1_500; i++) {
            store().put(held(sibling("-" + i), i, now.plusMillis(i), "x".repeat(900)));
        }

        assertThat(listed(owed)).extracting(HeldFinding::count).hasSize(1_500).isSorted();
    }

    @Test
    void holdsTheLaterOfTwoWithOneEntry() throws IOException {
        HeldFinding later = held(owed, 41, now.plusSeconds(5));
        store().put(held(owed, 3, now));
        store().put(later);

        assertThat(listed(owed)).containsExactly(later);
    }

    @Test
    void letsGoOfWhatIsRemovedAndOfNothingElse() throws IOException {
        HeldFinding told = held(sibling("told"), 1, now);
        HeldFinding still = held(sibling("still"), 2, now);
        store().put(told);
        store().put(still);

        store().remove(told);
        store().remove(told);

        assertThat(listed(owed)).containsExactly(still);
    }

    @Test
    void keepsWhatWasPutInPlaceOfWhatIsRemoved() throws IOException {
        HeldFinding told = held(owed, 3, now);
        HeldFinding later = held(owed, 41, now.plusMillis(1));
        store().put(told);
        store().put(later);

        store().remove(told);

        assertThat(listed(owed)).containsExactly(later);
    }

    @Test
    void holdsAcrossReopening() throws IOException {
        HeldFinding held = held(owed, 7, now);
        HeldFinding gone = held(sibling("gone"), 8, now);
        store().put(held);
        store().put(gone);
        store().remove(gone);
        ledger.close();
        ledger = open(() -> now);

        assertThat(listed(owed)).containsExactly(held);
    }

    @Test
    void whatIsHeldIsNotWhatWasToldNorClaimed() throws IOException {
        store().put(held(owed, 7, now));

        Granted claim = granted(owed);
        assertThat(claim.lastTelling()).isEmpty();
        ledger.told(owed, claim.token(), telling(1));
        assertThat(listed(owed)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void holdsAnyText(String text) throws IOException {
        HeldFinding odd = new HeldFinding(
                new Entry(owed.finding() + text, owed.destination() + text),
                text,
                text,
                text,
                text,
                Severity.HIGH,
                1,
                text,
                now,
                now);
        store().put(odd);

        assertThat(listed(odd.entry())).containsExactly(odd);
        store().remove(odd);
        assertThat(listed(odd.entry())).isEmpty();
    }

    private HeldStore store() {
        assumeTrue(ledger.held().isPresent());
        return ledger.held().orElseThrow();
    }

    private List<HeldFinding> listed(Entry of) throws IOException {
        return store().list(of.destination());
    }

    private Entry sibling(String name) {
        return new Entry(owed.finding() + name, owed.destination());
    }

    private HeldFinding held(Entry of, long count, Instant when) {
        return held(of, count, when, "A title: \uD83D\uDD14 \"quoted\"\nand a second line");
    }

    private HeldFinding held(Entry of, long count, Instant when, String title) {
        return new HeldFinding(
                of,
                "0ab7c4d5",
                "Recon:EC2/Portscan",
                "111122223333",
                "eu-west-1",
                Severity.LOW,
                count,
                title,
                begin.minusSeconds(60),
                when);
    }
}

package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.DeliveryLedger.InFlight;
import io.github.guarddutynotify.finding.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a ledger promises, as tests. The author of one extends this class and says how it is opened.
 *
 * <ul>
 *   <li><b>One teller at a time.</b> A claim is granted to one, whoever else asks and however many at once, until it is
 *       told, released, or its lease has run out.
 *   <li><b>Nothing forgotten, nothing invented.</b> A claim comes with the last telling, all of it, times to the
 *       millisecond. Releasing a claim, or dying with one, leaves the telling before as it was.
 *   <li><b>Only the holder's word counts.</b> A token that is wrong, was used, or was taken over changes nothing.
 *   <li><b>Entries are apart.</b> Any text is a finding or a destination, and no two share an entry.
 *   <li><b>Durable or not, it says so.</b> A ledger that is durable knows after reopening what was told, and shares its
 *       claims with every other that is open, or lets no other be open.
 *   <li><b>What is held stays held.</b> A ledger that has a store for it, which takes a durable one, keeps every finding
 *       that is put into it, all of it, until just that one is removed, whoever asks and across reopening.
 * </ul>
 *
 * <p>Each test has entries of its own, so a store may outlive it. Time passes by a clock that is given to the ledger.
 */
public abstract class DeliveryLedgerContract extends HoldingContract {
    /** A contract to be extended. */
    protected DeliveryLedgerContract() {}

    // Nothing forgotten, nothing invented.

    @Test
    void remembersAllOfATelling() throws IOException {
        Telling telling = new Telling(Severity.HIGH, 41, now.minusSeconds(60), now, "1732449600.000100 ü/\"{}");
        ledger.told(entry, granted().token(), telling);

        assertThat(granted().lastTelling()).contains(telling);
    }

    @Test
    void remembersThatATellingHadNoReferenceAndNoUpdate() throws IOException {
        Telling bare = new Telling(Severity.UNKNOWN, 0, null, now, null);
        ledger.told(entry, granted().token(), telling(1));
        ledger.told(entry, granted().token(), bare);

        assertThat(granted().lastTelling()).contains(bare);
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void remembersEverySeverityAndTheLargestCount(Severity severity) throws IOException {
        Telling telling = new Telling(severity, Long.MAX_VALUE, now, now, "reference");
        ledger.told(entry, granted().token(), telling);

        assertThat(granted().lastTelling()).contains(telling);
    }

    @Test
    void remembersWhoIsStillOwedATelling() throws IOException {
        Set<String> owed = Set.of("oncall@example.com", "leitstelle@bücher.example", "a \"b\",\n;@example.com");
        ledger.told(entry, granted().token(), telling(1).owing(owed));

        Granted again = granted();
        assertThat(again.lastTelling()).contains(telling(1).owing(owed));
        ledger.release(entry, again.token());
        Granted third = granted();
        assertThat(third.lastTelling())
                .as("after a release")
                .contains(telling(1).owing(owed));
        ledger.told(entry, third.token(), telling(1));
        assertThat(granted().lastTelling()).as("when everybody has it").contains(telling(1));
    }

    @Test
    void remembersTheLastOfManyTellings() throws IOException {
        for (int count = 1; count <= 5; count++) {
            ledger.told(entry, granted().token(), telling(count));
        }

        assertThat(granted().lastTelling()).contains(telling(5));
    }

    @Test
    void aReleaseLeavesTheTellingBefore() throws IOException {
        ledger.told(entry, granted().token(), telling(1));
        ledger.release(entry, granted().token());

        assertThat(granted().lastTelling()).contains(telling(1));
    }

    @Test
    void aClaimantWhoDiesLeavesTheTellingBefore() throws IOException {
        ledger.told(entry, granted().token(), telling(1));
        granted();
        now = now.plus(LEASE);

        assertThat(granted().lastTelling()).contains(telling(1));
    }

    // Entries are apart.

    @Test
    void keepsEntriesApart() throws IOException {
        String finding = entry.finding();
        List<Entry> entries = List.of(
                new Entry(finding, "a"),
                new Entry(finding, "A"),
                new Entry(finding, "a "),
                new Entry(finding + "/a", "b"),
                new Entry(finding, "a/b"),
                new Entry(finding + "#", "a"),
                new Entry("a", finding),
                new Entry(finding + "x".repeat(500) + "1", "a"),
                new Entry(finding + "x".repeat(500) + "2", "a"));
        List<String> tokens = new ArrayList<>();
        for (Entry each : entries) {
            tokens.add(granted(each).token());
        }
        for (int i = 0; i < entries.size(); i++) {
            ledger.told(entries.get(i), tokens.get(i), telling(i));
        }

        for (int i = 0; i < entries.size(); i++) {
            assertThat(granted(entries.get(i)).lastTelling()).contains(telling(i));
        }
    }

    static Stream<String> texts() {
        return Stream.of(
                "111122223333/eu-west-1/0ab7c4d5",
                "//../%2F?a=b&c#d",
                "quote \" ' ` brace {} dollar $1 colon : semicolon ;",
                "tab\tline\nend",
                "Überwachung 監視 наблюдение \uD83D\uDD14",
                ":claim",
                "x".repeat(500),
                "監".repeat(300));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void takesAnyTextForAFindingAndADestination(String text) throws IOException {
        Entry odd = new Entry(entry.finding() + text, text);
        ledger.told(odd, granted(odd).token(), telling(7));

        String held = granted(odd).token();
        assertThat(ledger.claim(odd, LEASE)).isInstanceOf(InFlight.class);
        ledger.release(odd, held);

        assertThat(granted(odd).lastTelling()).contains(telling(7));
    }

    // Durable or not, it says so.

    @Test
    void saysWhetherAReopenedLedgerKnows() throws IOException {
        ledger.told(entry, granted().token(), telling(1));
        boolean isDurable = ledger.isDurable();
        ledger.close();
        ledger = open(() -> now);

        assertThat(granted().lastTelling().isPresent()).isEqualTo(isDurable);
        assertThat(ledger.isDurable()).isEqualTo(isDurable);
    }

    @Test
    void saysWhetherAReopenedLedgerKnowsWhoIsOwed() throws IOException {
        ledger.told(entry, granted().token(), telling(1).owing(Set.of("a@example.com", "b@example.com")));
        boolean isDurable = ledger.isDurable();
        ledger.close();
        ledger = open(() -> now);

        assertThat(granted().lastTelling().map(Telling::owed))
                .isEqualTo(isDurable ? Optional.of(Set.of("a@example.com", "b@example.com")) : Optional.empty());
    }

    @Test
    void saysWhetherClaimsAreShared() throws IOException {
        granted();
        try (DeliveryLedger other = open(() -> now)) {
            assertThat(other.claim(entry, LEASE) instanceof InFlight).isEqualTo(ledger.isDurable());
        } catch (IOException exclusive) {
            assertThat(ledger.isDurable())
                    .as("only a store can be another's alone")
                    .isTrue();
        }
    }

    @Test
    void closesOnceHoweverOftenItIsClosed() throws IOException {
        granted();

        assertThatCode(() -> {
                    ledger.close();
                    ledger.close();
                })
                .doesNotThrowAnyException();
    }
}

package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.notification.PlainText;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the renderer of a channel promises of hostile text, on the pure function and without a socket: every text of {@link
 * HostileText#corpus()} in every field of one maximal finding, all at once and field by field, and findings changed at
 * random. The message stays valid, nothing in it comes alive, and nothing is lost but what a limit cut.
 *
 * <p>Field by field there are some forty thousand messages; the build takes one of 307, {@code
 * -Dhostile.every=1} takes all. {@code -Dmutations=10000} makes that many changed findings instead of three hundred.
 */
@Timeout(1800)
public abstract class HostileCorpusContract {
    private static final NotificationComposer COMPOSER = new NotificationComposer();
    private static final int SHOWN_AT_LEAST = 20;

    /** How long a text may be in all fields at once, so that the finding stays one that a reader takes. */
    private static final int MANY_TIMES = 2000;

    /** A contract to be extended. */
    protected HostileCorpusContract() {}

    /**
     * Renders a message.
     *
     * @param notification what it tells
     * @return the message as it would be sent
     */
    protected abstract byte[] rendered(Notification notification);

    /**
     * Judges a message as in {@link ChannelSubject#judge}.
     *
     * @param message the message
     * @return every text in it as its reader sees it
     */
    protected abstract List<String> judge(byte[] message);

    @Test
    void staysInertWithOneTextInEveryField() {
        for (String text : HostileText.corpus()) {
            String part = text.substring(0, Math.min(text.length(), MANY_TIMES));
            shown(field -> part).forEach(HostileText::assertInert);
        }
    }

    @Test
    void staysInertWithEachTextInEachFieldAndOthersAroundIt() {
        List<String> corpus = HostileText.corpus().stream()
                .filter(text -> text.length() <= MANY_TIMES)
                .toList();
        for (int first = 0; first < corpus.size(); first++) {
            int shift = first;
            shown(field -> corpus.get((field + shift) % corpus.size())).forEach(HostileText::assertInert);
        }
    }

    @Test
    void losesNothingOfATextInOneFieldButWhatALimitCut() {
        List<String> corpus = HostileText.corpus();
        BitSet shownFields = shownFields();
        assertThat(shownFields.cardinality()).as("fields that are shown at all").isGreaterThan(30);
        int every = Integer.getInteger("hostile.every", 307);
        int pairs = corpus.size() * Findings.hostileFields();
        for (int pair = 0; pair < pairs; pair += every) {
            int field = pair % Findings.hostileFields();
            String text = corpus.get(pair / Findings.hostileFields());
            List<String> shown = shown(other -> other == field ? text : benign(other));

            shown.forEach(HostileText::assertInert);
            assertThat(shownFields.get(field) && !Finding.saysNothing(text) && isLost(text, shown))
                    .as("field %d lost its text: %s, in %s", field, text, shown)
                    .isFalse();
        }
    }

    @Test
    void takesFindingsThatWereChangedAtRandom() {
        assertThat(MutatedFindings.all()
                        .peek(finding ->
                                judge(rendered(COMPOSER.apply(finding))).forEach(HostileText::assertInert))
                        .count())
                .isGreaterThan(Long.getLong("mutations", 300) / 2);
    }

    private List<String> shown(IntFunction<String> textOf) {
        return judge(rendered(COMPOSER.apply(Findings.hostile(textOf))));
    }

    private static String benign(int field) {
        return "Field" + field + "Text";
    }

    private BitSet shownFields() {
        String all = letters(String.join(" ", shown(HostileCorpusContract::benign)));
        BitSet shown = new BitSet();
        IntStream.range(0, Findings.hostileFields())
                .filter(field -> all.contains(letters(benign(field))))
                .forEach(shown::set);
        return shown;
    }

    /** Its beginning is shown nowhere, and the message does not say that something was left out either. */
    private static boolean isLost(String text, List<String> shown) {
        String clean = letters(PlainText.cut(PlainText.clean(text), SHOWN_AT_LEAST));
        String all = String.join(" ", shown);
        return !letters(all).contains(clean) && !all.contains("too many for this channel");
    }

    /** What neither escaping, defanging nor a look-alike changes: {@code hxxp} is http again. */
    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "").replace("hxxp", "http");
    }
}

package io.github.guarddutynotify.notification;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a notification small enough for a medium, by leaving out what matters least, and says so.
 *
 * <p>In this order, and no more than it takes:
 *
 * <ol>
 *   <li>long values are cut, to half a thousand characters at the least
 *   <li>every section keeps its first facts, which are its most telling ones: long lists give, and what to do first, when
 *       and where stay
 *   <li>where fewer than {@value #ENOUGH} of each section would be left, values are cut harder instead
 *   <li>whole sections go, the last first: the first are the most telling ones
 * </ol>
 *
 * <p>How many facts are missing stands in a section at the end. Cutting happens before escaping and is measured after it,
 * so a limit holds for what is sent. Title, summary and links are never left out. Stateless and safe for use by many
 * threads.
 */
public final class Shortening {
    /** The longest value, tried in turn, in code points, with every fact kept. */
    private static final int[] MILD_LIMITS = {1900, 1000, 500};

    /** The same with as many facts of each section as fit then. */
    private static final int[] HARD_LIMITS = {250, 120, 60};

    /** A section of which that many facts are told still says what it is about. */
    private static final int ENOUGH = 4;

    private Shortening() {}

    /**
     * Renders the longest version that fits.
     *
     * @param notification what is to be told
     * @param render gives the message of a version
     * @param fits whether a message is within the medium's limits
     * @param <M> the message
     * @return the first message that fits; the shortest there is if none does
     */
    public static <M> M fit(Notification notification, Function<Notification, M> render, Predicate<M> fits) {
        @Nullable Notification tried = null;
        for (int limit : MILD_LIMITS) {
            Notification shorter = new Version(limit, Integer.MAX_VALUE, Integer.MAX_VALUE).of(notification);
            if (shorter != tried) { // no value may be so long
                tried = shorter;
                M message = render.apply(shorter);
                if (fits.test(message)) {
                    return message;
                }
            }
        }
        int longest = notification.sections().stream()
                .mapToInt(section -> section.facts().size())
                .max()
                .orElse(0);
        int shortest = HARD_LIMITS[HARD_LIMITS.length - 1];
        for (int limit : HARD_LIMITS) {
            IntFunction<M> version =
                    facts -> render.apply(new Version(limit, facts, Integer.MAX_VALUE).of(notification));
            int most = most(longest, facts -> fits.test(version.apply(facts)));
            if (most >= Math.min(ENOUGH, longest) || (most > 0 && limit == shortest)) {
                return version.apply(most);
            }
        }
        IntFunction<M> version = sections -> render.apply(new Version(shortest, 1, sections).of(notification));
        return version.apply(most(notification.sections().size(), sections -> fits.test(version.apply(sections))));
    }

    /**
     * Whether a text is within a limit that counts bytes.
     *
     * @param text the text
     * @param bytes the most that it may take in UTF-8
     * @return true if it takes no more
     */
    public static boolean isWithin(String text, int bytes) {
        // No char takes more than three bytes, and nearly all that is asked is far from its limit.
        return text.length() <= bytes / 3 || text.getBytes(StandardCharsets.UTF_8).length <= bytes;
    }

    /** The largest number from 0 on that passes, where all smaller ones do; 0 is not asked. */
    private static int most(int highest, IntPredicate passes) {
        int low = 0;
        int high = highest;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (passes.test(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** How much of a notification is told: characters of a value, facts of a section, sections. */
    private record Version(int characters, int facts, int sections) {
        Notification of(Notification whole) {
            return isAll(whole) ? whole : shortened(whole);
        }

        /** Nearly every notification is told as it is. */
        private boolean isAll(Notification whole) {
            return whole.sections().size() <= sections
                    && whole.sections().stream().allMatch(section -> isAll(section.facts()));
        }

        private boolean isAll(List<Fact> told) {
            return told.size() <= facts && told.stream().allMatch(this::fits);
        }

        private boolean fits(Fact fact) {
            return fact.value() instanceof Fact.Time
                    || fact.value().text().length() <= characters
                    || cut(fact).equals(fact);
        }

        private Notification shortened(Notification whole) {
            List<Section> kept = new ArrayList<>();
            int omitted = 0;
            for (Section section : whole.sections()) {
                int count =
                        kept.size() < sections ? Math.min(facts, section.facts().size()) : 0;
                omitted += section.facts().size() - count;
                if (count > 0) {
                    List<Fact> told = section.facts().subList(0, count);
                    kept.add(new Section(
                            section.heading(), told.stream().map(this::cut).toList()));
                }
            }
            if (omitted > 0) {
                Fact told = new Fact("Left out", new Fact.Own(omitted + " facts, too many for this channel"));
                kept.add(new Section("More", List.of(told)));
            }
            return whole.withSections(kept);
        }

        private Fact cut(Fact fact) {
            String text = fact.value().text();
            String cut = PlainText.cut(text, characters);
            return cut.equals(text) ? fact : new Fact(fact.label(), fact.value().withText(cut));
        }
    }
}

package io.github.guarddutynotify.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a notification small enough for a medium: cuts values first, then leaves out facts from the end, and says so.
 *
 * <p>Cutting happens before escaping and is measured after it, so a limit holds for what is sent. Title, summary and
 * links are never left out. Stateless and safe for use by many threads.
 */
public final class Shortening {
    /** The longest value, tried in turn, in code points. */
    private static final int[] VALUE_LIMITS = {1900, 1000, 500, 250, 120, 60};

    /** How many facts are left, tried in turn once values are at their shortest. */
    private static final int[] FACT_LIMITS = {64, 48, 32, 24, 16, 8, 4, 0};

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
        for (int limit : VALUE_LIMITS) {
            M message = render.apply(shortened(notification, limit, Integer.MAX_VALUE));
            if (fits.test(message)) {
                return message;
            }
        }
        int shortest = VALUE_LIMITS[VALUE_LIMITS.length - 1];
        M message = render.apply(shortened(notification, shortest, FACT_LIMITS[0]));
        for (int i = 1; i < FACT_LIMITS.length && !fits.test(message); i++) {
            message = render.apply(shortened(notification, shortest, FACT_LIMITS[i]));
        }
        return message;
    }

    private static Notification shortened(Notification notification, int valueLimit, int factLimit) {
        int left = factLimit;
        int omitted = 0;
        List<Section> sections = new ArrayList<>();
        for (Section section : notification.sections()) {
            int kept = Math.min(left, section.facts().size());
            left -= kept;
            omitted += section.facts().size() - kept;
            sections.add(new Section(
                    section.heading(),
                    section.facts().subList(0, kept).stream()
                            .map(fact -> cut(fact, valueLimit))
                            .toList()));
        }
        if (omitted > 0) {
            Fact told = new Fact("Left out", new Fact.Own(omitted + " facts, too many for this channel"));
            sections.add(new Section("More", List.of(told)));
        }
        return notification.withSections(sections);
    }

    private static Fact cut(Fact fact, int limit) {
        String text = fact.value().text();
        String cut = PlainText.cut(text, limit);
        return cut.equals(text) ? fact : new Fact(fact.label(), fact.value().withText(cut));
    }
}

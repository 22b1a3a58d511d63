package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.routing.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Fits a notification to one destination: puts a prefix before its title, leaves facts out, and moves others up.
 *
 * <p>Facts go by their labels and sections by their headings, as a message shows them; {@code *} stands for anything, and
 * the case does not count. Title, summary, severity and links always stay. Immutable and safe for use by many threads.
 *
 * @param prefix stands before the title, such as {@code [PROD]}; may be empty
 * @param omitted the labels and headings that are left out
 * @param first the labels that come before all others, in this order, under a heading of their own
 */
public record Tailoring(String prefix, List<Glob> omitted, List<Glob> first) implements UnaryOperator<Notification> {
    private static final String FIRST = "At a glance";

    /**
     * Keeps copies of the lists, and of the prefix one clean line.
     *
     * @param prefix stands before the title, such as {@code [PROD]}; may be empty
     * @param omitted the labels and headings that are left out
     * @param first the labels that come before all others, in this order, under a heading of their own
     */
    public Tailoring {
        prefix = PlainText.oneLine(prefix).strip();
        omitted = List.copyOf(omitted);
        first = List.copyOf(first);
    }

    /**
     * Leaves a notification as it is.
     *
     * @return the tailoring
     */
    public static Tailoring none() {
        return new Tailoring("", List.of(), List.of());
    }

    /**
     * The notification as this destination tells it.
     *
     * @param notification the notification
     * @return the same, tailored
     */
    @Override
    public Notification apply(Notification notification) {
        if (equals(none())) {
            return notification;
        }
        Notification fitted = notification.withSections(sections(notification.sections()));
        return prefix.isEmpty()
                ? fitted
                : fitted.toBuilder().title(prefix + " " + fitted.title()).build();
    }

    private List<Section> sections(List<Section> all) {
        List<Section> sections = new ArrayList<>();
        List<Section> kept = all.stream()
                .filter(section -> !isAny(omitted, section.heading()))
                .map(section -> new Section(section.heading(), without(omitted, section.facts())))
                .toList();
        sections.add(new Section(FIRST, movedUp(kept)));
        kept.forEach(section -> sections.add(new Section(section.heading(), without(first, section.facts()))));
        return sections;
    }

    private List<Fact> movedUp(List<Section> kept) {
        return first.stream()
                .flatMap(label -> kept.stream()
                        .flatMap(section -> section.facts().stream())
                        .filter(fact -> label.matches(fact.label())))
                .distinct()
                .toList();
    }

    private static List<Fact> without(List<Glob> labels, List<Fact> facts) {
        return facts.stream().filter(fact -> !isAny(labels, fact.label())).toList();
    }

    private static boolean isAny(List<Glob> globs, String text) {
        return globs.stream().anyMatch(glob -> glob.matches(text));
    }
}

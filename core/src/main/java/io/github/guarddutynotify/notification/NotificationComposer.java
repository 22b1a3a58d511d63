package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.FactRow.Topic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says of a finding what happened, who did it, what is affected, on what evidence, when and where.
 *
 * <p>Never fails: what a finding lacks is left out. Stateless and safe for use by many threads.
 */
public final class NotificationComposer implements Function<Finding, Notification> {
    private static final String SAMPLE_MARK = "[SAMPLE]";

    /** Makes a composer. */
    public NotificationComposer() {}

    @Override
    public Notification apply(Finding finding) {
        Notification.Builder notification = Notification.builder(title(finding), finding.severity())
                .summary(summary(finding))
                .keys(threadKey(finding), dedupKey(finding))
                .finding(finding);
        for (Topic topic : Topic.values()) {
            notification.section(new Section(topic.heading(), facts(topic, finding)));
        }
        ConsoleLinks.toFinding(finding).ifPresent(notification::link);
        return notification.build();
    }

    private static String title(Finding finding) {
        boolean isUnmarked = finding.isSample() && !finding.title().startsWith(SAMPLE_MARK);
        return isUnmarked ? SAMPLE_MARK + " " + finding.title() : finding.title();
    }

    /** Such as: High severity · EC2 instance i-0123 · account 111122223333 · eu-west-1 · seen 3 times. */
    private static String summary(Finding finding) {
        Stream<Optional<String>> parts = Stream.of(
                Optional.of(finding.severity().word() + " severity"),
                AffectedResource.of(finding).or(finding::resourceType),
                finding.accountId().map(account -> "account " + account),
                finding.region(),
                Optional.of("seen " + finding.count() + " times").filter(times -> finding.count() > 1),
                Optional.of("archived").filter(archived -> finding.isArchived()));
        return parts.flatMap(Optional::stream).collect(Collectors.joining(" · "));
    }

    private static List<Fact> facts(Topic topic, Finding finding) {
        List<Fact> facts = new ArrayList<>();
        if (topic == Topic.HAPPENED) {
            finding.description().ifPresent(text -> facts.add(new Fact("Description", new Fact.Foreign(text))));
            facts.add(new Fact("Finding type", type(finding)));
            facts.add(new Fact("Severity", new Fact.Own(severity(finding))));
        }
        FactTable.ROWS.stream()
                .filter(row -> row.topic() == topic)
                .map(row -> row.of(finding))
                .flatMap(Optional::stream)
                .forEach(facts::add);
        if (topic == Topic.WHEN_AND_WHERE) {
            finding.accountId().ifPresent(id -> facts.add(new Fact("Account", new Fact.Foreign(id))));
            finding.region().ifPresent(region -> facts.add(new Fact("Region", new Fact.Foreign(region))));
            facts.add(new Fact("Seen", new Fact.Own(finding.count() == 1 ? "once" : finding.count() + " times")));
            facts.add(new Fact("Finding id", new Fact.Code(finding.id())));
        }
        return withoutRepeats(facts);
    }

    /** Two rows may tell of the same block. */
    private static List<Fact> withoutRepeats(List<Fact> facts) {
        Set<Fact> distinct = new LinkedHashSet<>(facts);
        return List.copyOf(distinct);
    }

    /** A well-formed type is GuardDuty's word: it keeps the dots that foreign text would lose. */
    private static Fact.Value type(Finding finding) {
        String text = finding.type().text();
        return finding.type().isWellFormed() ? new Fact.Own(text) : new Fact.Foreign(text);
    }

    /** The number as GuardDuty wrote it: rounding would make 8.95 look critical. */
    private static String severity(Finding finding) {
        return finding.severityScore().isPresent()
                ? finding.severity().word()
                        + finding.text("/severity")
                                .map(score -> " (" + score + ")")
                                .orElse("")
                : "Unknown: the finding does not say";
    }

    /** The same on the member's and on the administrator's bus. */
    private static String threadKey(Finding finding) {
        return Stream.of(
                        "guardduty",
                        finding.accountId().orElse("-"),
                        finding.region().orElse("-"),
                        finding.id())
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }

    private static String dedupKey(Finding finding) {
        String updated = finding.updatedAt().map(Object::toString).orElse("-");
        return threadKey(finding) + "/" + updated + "/" + finding.count() + "/" + finding.severity();
    }
}

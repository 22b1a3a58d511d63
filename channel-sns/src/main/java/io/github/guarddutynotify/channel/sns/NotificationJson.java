package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.Section;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The notification as JSON, in the shape that {@link SnsChannel} documents: a pure function.
 *
 * <p>Foreign text is defanged here too: such a topic may have people among its subscribers, or programs that show what they
 * read.
 */
final class NotificationJson {
    /** Goes up when a member goes or changes its meaning, not when one is added. */
    static final int SCHEMA_VERSION = 1;

    /** Of a digest the notification tells more than this; the count is whole. */
    static final int MAX_FINDINGS = 50;

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,256}");

    private NotificationJson() {}

    /** @param change what changed since the former message; empty if this is the first */
    static String of(Notification notification, String change) {
        Map<String, Object> document = JsonWriter.object("schemaVersion", SCHEMA_VERSION);
        if (!change.isEmpty()) {
            document.put("change", change);
        }
        document.put("severity", notification.severity().name());
        document.put("title", SnsText.title(notification));
        document.put("summary", SnsText.summary(notification));
        document.put("threadKey", key(notification.threadKey()));
        document.put("dedupKey", key(notification.dedupKey()));
        document.put(
                "sections",
                notification.sections().stream().map(NotificationJson::section).toList());
        document.put(
                "links",
                SnsText.links(notification).stream().map(NotificationJson::link).toList());
        document.put("findingCount", notification.findings().size());
        document.put(
                "findings",
                notification.findings().stream()
                        .limit(MAX_FINDINGS)
                        .map(NotificationJson::finding)
                        .toList());
        return JsonWriter.write(document);
    }

    /** As on a FIFO topic, so that one key has one form. */
    private static String key(String key) {
        return key.isEmpty() ? "" : PlainText.defang(FifoId.of(key));
    }

    private static Map<String, Object> section(Section section) {
        return JsonWriter.object(
                "heading",
                PlainText.defang(section.heading()),
                "facts",
                section.facts().stream().map(NotificationJson::fact).toList());
    }

    private static Map<String, Object> fact(Fact fact) {
        return JsonWriter.object(
                "label", PlainText.defang(fact.label()), "value", fact.value().safeText(), "kind", kind(fact.value()));
    }

    private static String kind(Fact.Value value) {
        if (value instanceof Fact.Time) {
            return "time";
        }
        if (value instanceof Fact.Code) {
            return "code";
        }
        return value.isForeign() ? "foreign" : "own";
    }

    private static Map<String, Object> link(Link link) {
        return JsonWriter.object(
                "label", PlainText.defang(link.label()), "url", link.target().toASCIIString());
    }

    /** What programs ask first; a member that a finding has not, or not in its form, is left out. */
    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (ID.matcher(finding.id()).matches()) {
            facts.put("id", PlainText.defang(finding.id()));
        }
        SnsAttributes.type(finding).ifPresent(type -> facts.put("type", type));
        SnsAttributes.score(finding).ifPresent(score -> facts.put("severity", score));
        SnsAttributes.account(finding).ifPresent(account -> facts.put("accountId", account));
        SnsAttributes.region(finding).ifPresent(region -> facts.put("region", region));
        SnsAttributes.resourceType(finding).ifPresent(resource -> facts.put("resourceType", resource));
        facts.put("count", finding.count());
        finding.updatedAt().map(Instant::toString).ifPresent(time -> facts.put("updatedAt", time));
        facts.put("sample", finding.isSample());
        return facts;
    }
}

package io.github.guarddutynotify.channel;

import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a chat's messages call, by severity: the setting {@code mention}, the only place that a mention can come from.
 *
 * <p>{@code {"CRITICAL": "<!here>", "HIGH": ["<@U1>", "<@U2>"]}}; nobody is called unless the setting says so. Of one
 * finding people are called when it is first told and when its severity rises, not at other updates; for a sample
 * finding, a test message or a digest of samples they are not called at all. Immutable and safe for use by many threads.
 */
public final class Mentions {
    private static final String KEY = "mention";

    private final Map<Severity, String> bySeverity;

    private Mentions(Map<Severity, String> bySeverity) {
        this.bySeverity = new EnumMap<>(Severity.class);
        this.bySeverity.putAll(bySeverity);
    }

    /**
     * Reads the setting {@code mention}.
     *
     * @param settings a destination's settings
     * @param form what the medium's mentions look like; a text of any other form becomes a problem
     * @param expected the forms, for the problem: "expected …"
     * @return the mentions; none where the setting is left out
     */
    public static Mentions read(Settings settings, Pattern form, String expected) {
        Map<Severity, String> bySeverity = new EnumMap<>(Severity.class);
        if (settings.isSet(KEY)) {
            Settings mentions = settings.object(KEY);
            for (Severity severity : Severity.values()) {
                List<String> texts = mentions.texts(
                        severity.name(),
                        text -> form.matcher(text).matches()
                                ? Optional.empty()
                                : Optional.of("is no mention, expected " + expected));
                if (!texts.isEmpty()) {
                    bySeverity.put(severity, String.join(" ", texts));
                }
            }
        }
        return new Mentions(bySeverity);
    }

    /**
     * Whom one message calls.
     *
     * @param delivery the delivery
     * @return the mentions in the medium's own mark-up, divided by blanks; empty for nobody
     */
    public String of(Delivery delivery) {
        Notification notification = delivery.notification();
        boolean isReal = notification.findings().stream().anyMatch(finding -> !finding.isSample());
        boolean isNews = delivery.previous()
                .map(told -> notification.severity().compareTo(told.severity()) > 0)
                .orElse(true);
        return isReal && isNews ? bySeverity.getOrDefault(notification.severity(), "") : "";
    }

    @Override
    public String toString() {
        return "Mentions" + bySeverity.keySet();
    }
}

package io.github.guarddutynotify;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of findings: by the caller's composer, if there is one, or in the library's own words. */
final class Words {
    private static final Logger LOG = LoggerFactory.getLogger(FindingNotifier.class);

    private final NotificationComposer standard;
    private final Function<Finding, Notification> composer;

    Words(@Nullable Function<Finding, Notification> own, NotificationComposer standard) {
        this.standard = standard;
        this.composer = own == null ? standard : own;
    }

    /** A composer of the caller's that fails must not cost the finding. */
    Notification of(Finding finding) {
        try {
            return Objects.requireNonNull(composer.apply(finding), "the composer gave null");
        } catch (RuntimeException failed) {
            LOG.error("the composer failed, the library's own words are told instead: {}", Thrown.where(failed));
            return standard.apply(finding);
        }
    }
}

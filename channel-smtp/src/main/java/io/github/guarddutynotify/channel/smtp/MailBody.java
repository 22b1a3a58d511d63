package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.notification.Shortening;
import java.util.List;
import java.util.Optional;

/**
 * A mail's two bodies, of which either tells everything: a pure function of the notification.
 *
 * @param text for readers without HTML
 * @param html for all others
 */
record MailBody(String text, String html) {
    /** Gmail clips what is longer than 102 kB (users' reports; no page of Google's says it); some are kept free. */
    static final int MAX_HTML_BYTES = 100_000;

    private static final int MAX_LABEL = 100;
    private static final int MAX_TITLE = 400;
    private static final int MAX_SUMMARY = 2000;

    /**
     * What both bodies lay out; title and summary are inert and of bounded length.
     *
     * @param change what changed since the last mail, in our own words, which comes before everything; empty for the first
     */
    record Content(String change, String title, String summary, Notification notification, List<String> notes) {
        /** The word tells an update from the rest, for whoever sees no colour. */
        static final String CHANGE_MARK = "Update: ";

        Optional<String> markedChange() {
            return Optional.of(change).filter(text -> !text.isEmpty()).map(CHANGE_MARK::concat);
        }

        List<Section> sections() {
            return notification.sections();
        }

        String severity() {
            return notification.severity().word();
        }
    }

    /** The bodies within the limit; change and notes are our own sentences about the finding's news and the mail itself. */
    static MailBody of(Notification notification, String change, List<String> notes) {
        return Shortening.fit(notification, shorter -> rendered(shorter, change, notes), MailBody::fits);
    }

    private static MailBody rendered(Notification notification, String change, List<String> notes) {
        Content content = new Content(
                change,
                PlainText.cut(PlainText.defang(notification.title()), MAX_TITLE),
                PlainText.cut(PlainText.defang(notification.summary()), MAX_SUMMARY),
                notification,
                notes);
        return new MailBody(TextBody.of(content), HtmlBody.of(content));
    }

    private static boolean fits(MailBody body) {
        return Shortening.isWithin(body.html(), MAX_HTML_BYTES);
    }

    /** Whether the facts are steps, whose labels are their numbers. */
    static boolean isNumbered(Section section) {
        return section.facts().stream().allMatch(Fact::isNumbered);
    }

    /** A label is our own word, but a composer of someone else's may put the name of a tag there. */
    static String label(String text) {
        return PlainText.cut(PlainText.defang(text), MAX_LABEL);
    }
}

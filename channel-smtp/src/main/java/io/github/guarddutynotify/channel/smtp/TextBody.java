package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Section;
import java.util.Locale;

/** The plain text of a mail: a line a fact, headings underlined, what continues a value indented. */
final class TextBody {
    /** The longest line of dashes. */
    private static final int MAX_RULE = 60;

    private static final String INDENT = "    ";

    private TextBody() {}

    static String of(MailBody.Content content) {
        StringBuilder text = new StringBuilder(4096);
        content.markedChange().ifPresent(change -> text.append(change).append("\n\n"));
        text.append(content.severity().toUpperCase(Locale.ROOT))
                .append(": ")
                .append(content.title())
                .append("\n\n");
        if (!content.summary().isEmpty()) {
            text.append(content.summary()).append("\n\n");
        }
        for (Link link : content.notification().links()) {
            text.append(MailBody.label(link.label()))
                    .append(": ")
                    .append(link.target().toASCIIString())
                    .append('\n');
        }
        content.sections().forEach(section -> append(text, section));
        for (String note : content.notes()) {
            text.append('\n').append(note).append('\n');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Section section) {
        String heading = MailBody.label(section.heading());
        text.append('\n').append(heading).append('\n');
        text.append("-".repeat(Math.min(MAX_RULE, heading.codePointCount(0, heading.length()))))
                .append('\n');
        String afterLabel = MailBody.isNumbered(section) ? ". " : ": ";
        for (Fact fact : section.facts()) {
            text.append(MailBody.label(fact.label()))
                    .append(afterLabel)
                    .append(fact.value().safeText().replace("\n", "\n" + INDENT))
                    .append('\n');
        }
    }
}

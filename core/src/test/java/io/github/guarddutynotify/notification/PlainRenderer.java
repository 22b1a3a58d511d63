package io.github.guarddutynotify.notification;

/** A notification as plain text, for people to read and for tests to search. */
final class PlainRenderer {
    private PlainRenderer() {}

    static String text(Notification notification) {
        StringBuilder text = new StringBuilder();
        text.append(notification.title())
                .append('\n')
                .append(notification.summary())
                .append('\n');
        for (Section section : notification.sections()) {
            text.append('\n').append(section.heading()).append('\n');
            for (Fact fact : section.facts()) {
                text.append("  ").append(fact.label()).append(": ");
                text.append(fact.value().text().replace("\n", "\n    ")).append('\n');
            }
        }
        text.append('\n');
        notification
                .links()
                .forEach(link -> text.append(link.label())
                        .append(": ")
                        .append(link.target())
                        .append('\n'));
        return text.toString();
    }
}

package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.notification.Notification;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a phone shows: one line that fits a single SMS, since each part of a longer one is paid for and may arrive alone. See
 * <a href="https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html">mobile text messaging</a>.
 */
final class SmsLine {
    /** A part takes 160 characters of GSM's basic alphabet; SNS sets the topic's display name before them. */
    static final int MAX_LENGTH = 140;

    /** What is left of a title is worth more than the place, which the finding's own line has too. */
    private static final int SHORTEST_TITLE = 60;

    /** What ASCII has and the basic alphabet has not, or has at the price of two. */
    private static final String COSTLY = "[]{}^~\\|`";

    /** No slash: two of them could begin a link. */
    private static final String LIKE_THEM = "()()'---'";

    private SmsLine() {}

    /**
     * Such as: {@code HIGH: EC2 instance i-0123 is probed (111122223333 eu-west-1)}.
     *
     * @param change what changed since the former message, which then comes first; empty if this is the first
     */
    static String of(Notification notification, String change) {
        String said = change.isEmpty() ? "" : Ascii.line(change.replace(" · ", ", ")) + ": ";
        String place = place(notification);
        int room = MAX_LENGTH - said.length() - place.length();
        String line = room < SHORTEST_TITLE
                ? Ascii.cut(said + SnsSubject.line(notification), MAX_LENGTH)
                : said + Ascii.cut(SnsSubject.line(notification), room) + place;
        return inBasicAlphabet(line);
    }

    /** Account and region, as far as they are ones and all findings share them. */
    private static String place(Notification notification) {
        List<String> parts = Stream.of(
                        SnsAttributes.common(notification.findings(), SnsAttributes::account),
                        SnsAttributes.common(notification.findings(), SnsAttributes::region))
                .flatMap(Optional::stream)
                .toList();
        return parts.isEmpty() ? "" : parts.stream().collect(Collectors.joining(" ", " (", ")"));
    }

    private static String inBasicAlphabet(String ascii) {
        String line = ascii;
        for (int i = 0; i < COSTLY.length(); i++) {
            line = line.replace(COSTLY.charAt(i), LIKE_THEM.charAt(i));
        }
        return line;
    }
}

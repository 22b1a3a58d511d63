package io.github.guarddutynotify.channel.gchat;

import io.github.guarddutynotify.notification.PlainText;

/**
 * Text for the two syntaxes of a Google Chat message; see <a
 * href="https://developers.google.com/workspace/chat/format-messages">format messages</a>.
 */
final class GoogleChatText {
    private GoogleChatText() {}

    /** For a card's widgets, which read a subset of HTML. */
    static String inCard(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * For the message's text and a card's header: chat mark-up knows no escaping, so that links and mentions ({@code
     * <users/all>}) lose their brackets to look-alikes, and formatting its marks.
     */
    static String inText(String text) {
        return PlainText.unformatted(text).replace('<', '‹').replace('>', '›');
    }
}

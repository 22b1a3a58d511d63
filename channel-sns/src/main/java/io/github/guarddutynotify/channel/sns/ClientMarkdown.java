package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.PlainText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text for {@code client-markdown}, which Slack, Teams and Chime each read by rules of their own: an escape of one shows in
 * another, so what could begin mark-up in any of them becomes a look-alike. Pure functions.
 */
final class ClientMarkdown {
    /** What begins or continues a link, an image or a footnote after a bracket. */
    private static final Pattern LINK = Pattern.compile("\\](?=[(\\[:])");

    /** What a client would read as an emoji's name. */
    private static final Pattern EMOJI =
            Pattern.compile(":(?=[a-z0-9_+'-]{0,100}[a-z][a-z0-9_+'-]{0,100}:)", Pattern.CASE_INSENSITIVE);

    private static final Pattern LINE_END = Pattern.compile(" {0,20}\n\\s{0,20}");

    /** What a client would read as the name of a character. */
    private static final Pattern ENTITY = Pattern.compile("&(?=#?[A-Za-z0-9]{1,32};)");

    /** What would take a mark's meaning and not show, or break the line. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?=\\p{Punct}|$)");

    /** Defanged; its parts would read as emojis otherwise. */
    private static final Pattern ARN = Pattern.compile(
            "(?<![\\p{L}\\p{N}])arn:aws[a-z-]{0,20}:(?:[A-Za-z0-9:/_+=.-]|\\[\\.\\]){0,1000}[A-Za-z0-9](?![\\p{L}\\p{N}])");

    private ClientMarkdown() {}

    /** Words in one line, defanged already, in which nothing is mark-up, a mention or an emoji. */
    static String inert(String text) {
        String plain = LINK.matcher(PlainText.unformatted(unbracketed(text))).replaceAll("] ");
        return EMOJI.matcher(ESCAPE.matcher(plain).replaceAll("\u2216")).replaceAll("\u2236");
    }

    /** A value; what is to be copied as it is, an ARN or whatever has no blank, stands as code. */
    static String value(Fact.Value value) {
        String text = value.safeText().strip();
        if (text.isEmpty()) {
            return "–";
        }
        boolean isCode = value instanceof Fact.Code || (value.isForeign() && text.indexOf(' ') < 0);
        return isCode ? "`" + unbracketed(text).replace('`', '\u02CB') + "`" : prose(text);
    }

    private static String prose(String text) {
        StringBuilder prose = new StringBuilder();
        int done = 0;
        for (Matcher arn = ARN.matcher(text); arn.find(); done = arn.end()) {
            prose.append(inert(text.substring(done, arn.start())))
                    .append('`')
                    .append(arn.group())
                    .append('`');
        }
        return prose.append(inert(text.substring(done))).toString();
    }

    /** In one line. Mentions and tags act within code too: AWS looks for an @, Slack for a bracket. */
    private static String unbracketed(String text) {
        return ENTITY.matcher(LINE_END.matcher(text).replaceAll(" "))
                .replaceAll("\uFF06")
                .replace('<', '‹')
                .replace('>', '›')
                .replace('@', '\uFF20');
    }
}

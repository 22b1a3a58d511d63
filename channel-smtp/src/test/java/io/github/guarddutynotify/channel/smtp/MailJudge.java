package io.github.guarddutynotify.channel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;

/** A mail as a strict parser of others reads it, and what it may hold. */
record MailJudge(Message message, String text, String html, List<Entity> attachments) {
    /** Every header that we write; one that is not here was injected. */
    private static final Set<String> HEADERS = Set.of(
            "date",
            "from",
            "reply-to",
            "to",
            "cc",
            "message-id",
            "in-reply-to",
            "references",
            "subject",
            "mime-version",
            "content-type",
            "list-id",
            "auto-submitted",
            "x-auto-response-suppress",
            "importance",
            "x-priority",
            "x-guardduty-destination",
            "x-guardduty-severity",
            "x-guardduty-type",
            "x-guardduty-account",
            "x-guardduty-region",
            "x-guardduty-finding-id",
            "x-guardduty-sample");

    private static final Set<String> TAGS = Set.of(
            "!DOCTYPE",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "div",
            "table",
            "tr",
            "td",
            "th",
            "h1",
            "h2",
            "p",
            "a",
            "br");

    /** RFC 5322, 2.1.1: 998 octets, and 78 that are wished; a header that can't be folded may be longer. */
    private static final int MAX_LINE = 998;

    private static final int MAX_BODY_LINE = 78;

    private static final Pattern TAG = Pattern.compile("<(/?)([!A-Za-z0-9]+)((?:\\s+[a-z-]+=\"[^\"<>]*\")*|\\s+html)>");
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

    static MailJudge of(byte[] raw) {
        assertThat(new String(raw, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c < 0x80 && c != 0))
                .as("ASCII only: no server need take more")
                .isTrue();
        assertLines(new String(raw, StandardCharsets.US_ASCII));
        Message message = parsed(raw);
        for (Field field : message.getHeader().getFields()) {
            assertThat(HEADERS).contains(field.getName().toLowerCase(java.util.Locale.ROOT));
        }
        List<Entity> attachments = new ArrayList<>();
        Multipart parts = (Multipart) message.getBody();
        if (parts.getSubType().equals("mixed")) {
            attachments.addAll(
                    parts.getBodyParts().subList(1, parts.getBodyParts().size()));
            parts = (Multipart) parts.getBodyParts().get(0).getBody();
        }
        assertThat(parts.getSubType()).isEqualTo("alternative");
        assertThat(parts.getBodyParts()).extracting(Entity::getMimeType).containsExactly("text/plain", "text/html");
        MailJudge mail = new MailJudge(
                message,
                string(parts.getBodyParts().get(0)),
                string(parts.getBodyParts().get(1)),
                attachments);
        mail.judgeHtml();
        return mail;
    }

    private static void assertLines(String raw) {
        int end = raw.indexOf("\r\n\r\n");
        assertThat(raw.substring(0, end).lines()).allMatch(MailJudge::isFolded);
        assertThat(raw.substring(end).lines()).allMatch(line -> line.length() <= MAX_BODY_LINE);
        assertThat(raw.replace("\r\n", ""))
                .as("bare CR or LF")
                .doesNotContain("\r")
                .doesNotContain("\n");
    }

    /** A line that is longer than wished has no blank at which it could have been folded. */
    private static boolean isFolded(String line) {
        String value = line.strip()
                .substring(line.startsWith(" ") ? 0 : line.indexOf(':') + 1)
                .strip();
        return line.length() <= MAX_BODY_LINE || (line.length() <= MAX_LINE && value.indexOf(' ') < 0);
    }

    private static Message parsed(byte[] raw) {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.STRICT);
        try {
            return builder.parseMessage(new ByteArrayInputStream(raw));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] bytes(Entity entity) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ((SingleBody) entity.getBody()).writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String string(Entity entity) {
        return new String(bytes(entity), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** Every angle bracket belongs to a tag that we know, every link goes to the console, nothing is loaded. */
    private void judgeHtml() {
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(102 * 1024);
        String markup = html.replaceFirst("(?s)<style>.*?</style>", "");
        Matcher tags = TAG.matcher(markup);
        while (tags.find()) {
            assertThat(TAGS).contains(tags.group(2));
            assertThat(tags.group(3)).doesNotContain(" src=", " on", "background=", "url(");
        }
        assertThat(TAG.matcher(markup).replaceAll("")).doesNotContain("<", ">");
        assertThat(markup.split("<a ", -1)).hasSameSizeAs(markup.split("</a>", -1));
        assertThat(links())
                .allMatch(link -> link.startsWith("https://console.aws.amazon.com/")
                        || link.startsWith("https://docs.aws.amazon.com/guardduty/")
                        || link.startsWith("https://console.amazonaws-us-gov.com/")
                        || link.startsWith("https://console.amazonaws.cn/"));
        assertThat(html).startsWith("<!DOCTYPE html><html lang=\"en\"").doesNotContain("<script", "<img", "<link");
    }

    List<String> links() {
        return LINK.matcher(html).results().map(link -> link.group(1)).toList();
    }

    /** What a reader of the HTML sees. */
    String shownHtml() {
        String body = html.substring(html.indexOf("<body"));
        return unescaped(body.replace("<br>", "\n").replaceAll("</t[dh]>", "\n").replaceAll("<[^>]*>", ""));
    }

    static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** The text without the links that are ours. */
    String shownText() {
        return Pattern.compile(": https://console\\S*").matcher(text).replaceAll(MailJudge::without);
    }

    private static String without(MatchResult link) {
        return ":";
    }

    String header(String name) {
        Field field = message.getHeader().getField(name);
        return field == null ? "" : field.getBody().replaceAll("\\s+", " ").strip();
    }
}

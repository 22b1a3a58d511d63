package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.PlainText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page that shows a run's messages as their readers would see them: one file, which asks nobody for anything.
 *
 * <p>The messages are in it as data, as the far ends got them, and the page's script lays them out. Its security policy
 * names that script by its hash, so that nothing else could run, and lets nothing be loaded. A mail's own mark-up is shown
 * in a frame without rights, where that policy holds too; it can do no more than look as it likes.
 */
final class InboxPage {
    private static final List<String> SCRIPTS = List.of(
            "page/dom.js",
            "page/markup.js",
            "page/slack.js",
            "page/gchat.js",
            "page/mail.js",
            "page/sns.js",
            "page/inbox.js");
    /** A headline; the messages below it say the rest. */
    private static final int MAX_TITLE = 200;

    private static final String MAIL = "mail";
    private static final Pattern STYLE_SHEET =
            Pattern.compile("<style[^>]*>(.*?)</style>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private InboxPage() {}

    static String of(List<Entry> entries) {
        String style = Resources.text("page/inbox.css");
        String script = SCRIPTS.stream().map(Resources::text).collect(Collectors.joining("\n"));
        List<Map<String, Object>> data = entries.stream().map(InboxPage::data).toList();
        Map<String, String> parts =
                Map.of("policy", policy(style, script, data), "style", style, "script", script, "data", embedded(data));
        return filled(Resources.text("page/inbox.html"), parts);
    }

    /** In one pass, so that nothing within a part is taken for a place. */
    private static String filled(String template, Map<String, String> parts) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
    }

    /** Mails bring a style sheet and style attributes; neither can load anything, or reach beyond the mail's frame. */
    private static String policy(String style, String script, List<Map<String, Object>> data) {
        String styles = Stream.concat(Stream.of(style), data.stream().flatMap(InboxPage::mailStyles))
                .map(sheet -> "'" + hash(sheet) + "'")
                .distinct()
                .collect(Collectors.joining(" "));
        return "default-src 'none'; style-src " + styles + "; style-src-attr 'unsafe-inline'; script-src '"
                + hash(script) + "'; base-uri 'none'; form-action 'none'";
    }

    private static Stream<String> mailStyles(Map<String, Object> entry) {
        return entry.get(MAIL) instanceof Map<?, ?> mail
                ? STYLE_SHEET
                        .matcher(String.valueOf(mail.get("html")))
                        .results()
                        .map(sheet -> sheet.group(1))
                : Stream.empty();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** No tag, comment or script can end or begin within it. */
    private static String embedded(List<Map<String, Object>> data) {
        return Stream.of("<", ">", "&", "\u2028", "\u2029")
                .reduce(
                        JsonWriter.write(data),
                        (json, mark) -> json.replace(mark, String.format("\\u%04x", (int) mark.charAt(0))));
    }

    private static Map<String, Object> data(Entry entry) {
        Map<String, Object> data = new LinkedHashMap<>(entry.toMap());
        if (entry instanceof Entry.Told told) {
            Finding finding = told.report().finding().orElseThrow();
            data.put("title", PlainText.cut(PlainText.oneLine(finding.title()), MAX_TITLE));
            data.put("severity", finding.severity().word());
            data.put("account", PlainText.oneLine(finding.accountId().orElse("")));
            data.put("region", PlainText.oneLine(finding.region().orElse("")));
            data.put("sample", finding.isSample());
            Map<String, String> messages = new LinkedHashMap<>();
            told.messages().forEach((file, bytes) -> messages.put(file, new String(bytes, StandardCharsets.UTF_8)));
            data.put("messages", messages);
            byte[] mail = told.messages().get(MailEnd.FILE);
            if (mail != null) {
                data.put(MAIL, MailParts.of(mail));
            }
        }
        return data;
    }
}

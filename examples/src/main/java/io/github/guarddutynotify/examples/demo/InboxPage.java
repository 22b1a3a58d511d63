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
 * names that script and that style sheet by their hashes, so that nothing else could run.
 */
final class InboxPage {
    private static final List<String> SCRIPTS =
            List.of("page/dom.js", "page/markup.js", "page/slack.js", "page/gchat.js", "page/inbox.js");
    /** A headline; the messages below it say the rest. */
    private static final int MAX_TITLE = 200;

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private InboxPage() {}

    static String of(List<Entry> entries) {
        String style = Resources.text("page/inbox.css");
        String script = SCRIPTS.stream().map(Resources::text).collect(Collectors.joining("\n"));
        Map<String, String> parts =
                Map.of("policy", policy(style, script), "style", style, "script", script, "data", data(entries));
        return filled(Resources.text("page/inbox.html"), parts);
    }

    /** In one pass, so that nothing within a part is taken for a place. */
    private static String filled(String template, Map<String, String> parts) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
    }

    private static String policy(String style, String script) {
        return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
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
    private static String data(List<Entry> entries) {
        List<Map<String, Object>> data = entries.stream().map(InboxPage::data).toList();
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
        }
        return data;
    }
}

package io.github.guarddutynotify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.SlackConfig;
import com.slack.api.util.json.GsonFactory;
import com.slack.api.webhook.Payload;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges a message as Slack does: by Slack's own model of it, in which every property and block type must be known, and
 * by the lengths and counts of {@code slack-limits.json}, which other people keep. Stricter than Slack about what is
 * foreign. See <a href="https://docs.slack.dev/reference/block-kit/blocks">blocks</a>.
 */
final class SlackJudge {
    private static final JsonValue LIMITS = limits();
    private static final int MAX_BLOCKS = 50;

    /** Users report msg_blocks_too_long somewhat above; undocumented. */
    private static final int MAX_CHARACTERS = 12_000;

    /** Of the text beside the blocks, by <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>. */
    private static final int MAX_TEXT = 40_000;

    private static final Pattern DATE =
            Pattern.compile("<!date\\^\\d{1,12}\\^\\{date_short_pretty} \\{time}\\|([^<>|]+)>");
    private static final Pattern BARE_AMPERSAND = Pattern.compile("&(?!amp;|lt;|gt;)");
    private static final Pattern FORMATTING = Pattern.compile("[*~`]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

    private final List<String> shown = new ArrayList<>();
    private final List<String> blockIds = new ArrayList<>();
    private int characters;

    private SlackJudge() {}

    /** The texts that a reader sees; an {@code AssertionError} if Slack would refuse the message or something is live. */
    static List<String> judge(byte[] message) {
        String json = utf8(message);
        assertThat(strictly(json).getText()).as("the fallback text").isNotBlank();
        SlackJudge judge = new SlackJudge();
        judge.message(parsed(json));
        return judge.shown;
    }

    private static Payload strictly(String json) {
        SlackConfig config = new SlackConfig();
        config.setFailOnUnknownProperties(true);
        return GsonFactory.createSnakeCase(config).fromJson(json, Payload.class);
    }

    private void message(JsonValue message) {
        assertThat(message.at("/unfurl_links").text()).contains("false");
        assertThat(message.at("/unfurl_media").text()).contains("false");
        mrkdwn(message.at("/text"), MAX_TEXT);
        assertThat(shown.get(0)).as("a fallback text without formatting").doesNotContainPattern(FORMATTING);
        assertThat(message.all("/attachments/*")).hasSizeLessThanOrEqualTo(20);
        characters = 0; // the fallback stands apart
        blocks(message.all("/blocks/*"));
        message.all("/attachments/*").forEach(attachment -> blocks(attachment.all("/blocks/*")));
        assertThat(characters).as("characters over all blocks").isLessThanOrEqualTo(MAX_CHARACTERS);
        assertThat(blockIds).doesNotHaveDuplicates();
    }

    private void blocks(List<JsonValue> blocks) {
        assertThat(blocks).as("blocks").hasSizeLessThanOrEqualTo(MAX_BLOCKS);
        blocks.forEach(block -> {
            block.member("block_id").text().ifPresent(blockIds::add);
            switch (type(block)) {
                case "header" -> plain(block.member("text"), limit("/header/text/max_length"));
                case "section" -> section(block);
                case "actions" -> actions(block.all("/elements/*"));
                case "divider" -> {}
                default -> throw new AssertionError("a block that this judge does not know: " + type(block));
            }
        });
    }

    private void section(JsonValue block) {
        List<JsonValue> fields = block.all("/fields/*");
        assertThat(block.member("text").isPresent() || !fields.isEmpty())
                .as("a section has a text or fields")
                .isTrue();
        if (block.member("text").isPresent()) {
            text(block.member("text"), limit("/section/text/max_length"));
        }
        if (block.member("fields").isPresent()) {
            assertThat(fields).hasSizeBetween(1, limit("/section/fields/max_items"));
            fields.forEach(field -> text(field, limit("/section/fields/item_max_length")));
        }
    }

    private void actions(List<JsonValue> buttons) {
        assertThat(buttons).hasSizeBetween(1, limit("/actions/elements/max_items"));
        buttons.forEach(button -> {
            assertThat(type(button)).isEqualTo("button");
            plain(button.member("text"), limit("/button/text/max_length"));
            String url = button.member("url").text().orElseThrow();
            assertThat(url).hasSizeLessThanOrEqualTo(limit("/button/url/max_length"));
            assertThat(URI.create(url)).hasScheme("https");
            assertThat(URI.create(url).getHost())
                    .as("the host of a button's link")
                    .isIn("console.aws.amazon.com", "eu-west-1.console.aws.amazon.com", "docs.aws.amazon.com");
        });
        assertThat(buttons)
                .extracting(button -> button.member("action_id").text())
                .doesNotHaveDuplicates();
    }

    private void text(JsonValue text, int limit) {
        if (type(text).equals("plain_text")) {
            plain(text, limit);
        } else {
            assertThat(type(text)).isEqualTo("mrkdwn");
            assertThat(text.member("verbatim").text()).as("verbatim").contains("true");
            mrkdwn(text.member("text"), limit);
        }
    }

    private void plain(JsonValue text, int limit) {
        assertThat(type(text)).isEqualTo("plain_text");
        assertThat(text.member("emoji").text()).as("emoji codes are looked for").contains("false");
        shown.add(within(text.member("text"), limit));
    }

    /** Escaped mark-up in which nothing is live but a date. */
    private void mrkdwn(JsonValue text, int limit) {
        String markup = DATE.matcher(within(text, limit)).replaceAll(date -> Matcher.quoteReplacement(date.group(1)));
        assertThat(markup).as("mentions and links").doesNotContain("<", ">");
        assertThat(markup).as("escapes").doesNotContainPattern(BARE_AMPERSAND);
        String bare =
                markup.startsWith("*") && markup.endsWith("*") ? markup.substring(1, markup.length() - 1) : markup;
        assertThat(bare).as("formatting").doesNotContainPattern(FORMATTING);
        shown.add(bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }

    private String within(JsonValue value, int limit) {
        String text = value.text().orElseThrow();
        int length = text.codePointCount(0, text.length());
        assertThat(text).as("a text of Slack's").isNotBlank();
        assertThat(length).as("characters of a text").isLessThanOrEqualTo(limit);
        characters += length;
        return text;
    }

    private static String type(JsonValue value) {
        return value.member("type").text().orElse("(none)");
    }

    private static int limit(String pointer) {
        return (int) LIMITS.at(pointer).number().orElseThrow();
    }

    private static JsonValue limits() {
        try (InputStream in = SlackJudge.class.getResourceAsStream("slack-limits.json")) {
            return JsonValue.parse(Objects.requireNonNull(in).readAllBytes());
        } catch (IOException | JsonSyntaxException unreadable) {
            throw new IllegalStateException("can't read slack-limits.json", unreadable);
        }
    }

    private static String utf8(byte[] message) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new AssertionError("no UTF-8", malformed);
        }
    }

    private static JsonValue parsed(String json) {
        try {
            return JsonValue.parse(json);
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError("no JSON", malformed);
        }
    }
}

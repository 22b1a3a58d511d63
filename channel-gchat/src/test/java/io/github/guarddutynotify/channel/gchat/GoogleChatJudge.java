package io.github.guarddutynotify.channel.gchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.chat.v1.Message;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges a message as Google Chat does: by Google's own protocol buffers, in which every field, enum value and kind of
 * widget must be known, and by the documented sizes. Stricter than Google about what is foreign.
 */
final class GoogleChatJudge {
    /** By <a href="https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create">messages.create</a>. */
    private static final int MAX_BYTES = 32_000;

    /** Of {@code text}: not in today's documents, but seen in refusals. */
    private static final int MAX_TEXT = 4096;

    /** By the reference of cards; those past it are ignored in silence. */
    private static final int MAX_WIDGETS = 100;

    private static final int MAX_THREAD_KEY = 4000;

    /** Chat's mark-up; an underscore within a word is none. */
    private static final Pattern MARKUP = Pattern.compile("[<>*~`]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

    private static final Pattern TAG_OR_BARE_AMPERSAND = Pattern.compile("[<>]|&(?!(?:amp|lt|gt);)");

    /** All the mark-up that is ours: a line in bold, a word in bold beside its colour. */
    private static final Pattern OURS = Pattern.compile("(?:[🟥🟧🟨🟦⬜] )?<b>([^<>]*)</b>");

    private final List<String> shown = new ArrayList<>();
    private final String mention;

    private GoogleChatJudge(String mention) {
        this.mention = mention;
    }

    /** The texts that a reader sees; an {@code AssertionError} if Google would refuse the message or something is live. */
    static List<String> judge(byte[] message) {
        return judge(message, "");
    }

    /** As {@link #judge(byte[])}, of a message whose text may begin with one mention. */
    static List<String> judge(byte[] message, String mention) {
        assertThat(message).as("bytes").hasSizeLessThanOrEqualTo(MAX_BYTES);
        String json = utf8(message);
        strictly(json);
        GoogleChatJudge judge = new GoogleChatJudge(mention);
        judge.message(parsed(json));
        return judge.shown;
    }

    private static void strictly(String json) {
        try {
            JsonFormat.parser().merge(json, Message.newBuilder());
        } catch (InvalidProtocolBufferException refused) {
            throw new AssertionError("not a message of Google Chat's: " + refused.getMessage(), refused);
        }
    }

    private void message(JsonValue message) {
        String text = message.at("/text").text().orElseThrow();
        assertThat(text).as("the text that stands alone").isNotBlank().hasSizeLessThanOrEqualTo(MAX_TEXT);
        assertThat(text).startsWith(mention);
        chatText(text.substring(mention.length()));
        message.at("/thread/threadKey")
                .text()
                .ifPresent(key -> assertThat(key).isNotBlank().hasSizeLessThanOrEqualTo(MAX_THREAD_KEY));
        List<JsonValue> cards = message.all("/cardsV2/*");
        assertThat(cards).hasSize(1);
        assertThat(cards.get(0).at("/cardId").text()).isPresent();
        card(cards.get(0).member("card"));
    }

    private void card(JsonValue card) {
        chatText(card.at("/header/title").text().orElseThrow());
        chatText(card.at("/header/subtitle").text().orElseThrow());
        assertThat(card.all("/sections/*/widgets/*")).as("widgets").hasSizeLessThanOrEqualTo(MAX_WIDGETS);
        card.all("/sections/*").forEach(section -> {
            section.at("/header").text().ifPresent(this::cardText);
            List<JsonValue> widgets = section.all("/widgets/*");
            assertThat(widgets).as("widgets of a section").isNotEmpty();
            section.at("/uncollapsibleWidgetsCount")
                    .number()
                    .ifPresent(open -> assertThat(open).isBetween(0.0, (double) widgets.size()));
            widgets.forEach(this::widget);
        });
    }

    private void widget(JsonValue widget) {
        assertThat(widget.names()).as("kinds of one widget").hasSize(1);
        switch (widget.names().iterator().next()) {
            case "decoratedText" -> {
                cardText(widget.at("/decoratedText/topLabel").text().orElseThrow());
                cardText(widget.at("/decoratedText/text").text().orElseThrow());
            }
            case "textParagraph" ->
                ownMarkup(widget.at("/textParagraph/text").text().orElseThrow());
            case "buttonList" -> widget.all("/buttonList/buttons/*").forEach(this::button);
            default -> throw new AssertionError("a widget that this judge does not know: " + widget.names());
        }
    }

    private void button(JsonValue button) {
        cardText(button.at("/text").text().orElseThrow());
        URI url = URI.create(button.at("/onClick/openLink/url").text().orElseThrow());
        assertThat(url).hasScheme("https");
        assertThat(url.getHost())
                .as("the host of a button's link")
                .matches("([a-z0-9-]+\\.)?(console|docs)\\.aws\\.amazon\\.com");
    }

    private void ownMarkup(String html) {
        Matcher ours = OURS.matcher(html);
        cardText(ours.matches() ? ours.group(1) : html);
    }

    /** Chat mark-up has no escapes: what is foreign may have none of its characters. */
    private void chatText(String text) {
        assertThat(text).as("mark-up of a chat text").doesNotContainPattern(MARKUP);
        shown.add(text);
    }

    /** A card's texts are HTML, of which ours have no tag. */
    private void cardText(String html) {
        assertThat(html).as("a card's text").isNotBlank().doesNotContainPattern(TAG_OR_BARE_AMPERSAND);
        shown.add(html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
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

package io.github.guarddutynotify.channel.gchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.GoldenFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a message is laid out; its limits are {@link GoogleChatLimitsTest}'s. */
class GoogleChatMessageTest {
    private static final URI CONSOLE = URI.create("https://eu-west-1.console.aws.amazon.com/guardduty/");

    static List<String> samples() {
        return Findings.sampleNames();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void looksAsItsGoldenFileShows(String sample) {
        byte[] message = rendered(new NotificationComposer().apply(Findings.sample(sample)));

        GoogleChatJudge.judge(message);
        GoldenFile.assertJsonMatches(Path.of("src/test/resources/golden", sample + ".json"), message);
    }

    @Test
    void standsAloneInItsText() {
        JsonValue message = judged(titled("What").toBuilder().summary("where").build());

        assertThat(message.member("text").text()).contains("HIGH · What\nwhere");
        assertThat(message.at("/cardsV2/0/card/header/title").text()).contains("What");
        assertThat(message.at("/cardsV2/0/card/header/subtitle").text()).contains("where");
    }

    @Test
    void saysWhatChangedFirst() {
        String change = "Severity Medium → High · 3 → 41 occurrences since 09:12 UTC";
        Notification notification = titled("What").toBuilder().summary("where").build();

        JsonValue message = parsed(GoogleChatMessage.of(notification, change, ""));

        assertThat(message.member("text").text()).contains("HIGH · What\n" + change + "\nwhere");
        assertThat(message.at("/cardsV2/0/card/sections/0/widgets/1/textParagraph/text")
                        .text())
                .contains("<b>" + change + "</b>");
    }

    @Test
    void callsWhomTheSettingsNameInTheTextAlone() {
        String json = GoogleChatMessage.of(titled("<users/1>"), "", "<users/all>");

        GoogleChatJudge.judge(json.getBytes(StandardCharsets.UTF_8), "<users/all>");
        assertThat(parsed(json).member("text").text()).contains("<users/all> HIGH · ‹users/1›");
        assertThat(parsed(json).member("cardsV2").toString()).doesNotContain("<users");
    }

    @Test
    void setsTheLeadingFactAndTheButtonsAboveTheOthers() {
        String description = "A sentence that says at some length what <has> happened here. "
                .repeat(2)
                .strip();
        Notification notification = titled("t").toBuilder()
                .section(new Section("S", List.of(new Fact("D", new Fact.Foreign(description)), fact("L", "v"))))
                .link(new Link("Open", CONSOLE))
                .build();

        JsonValue sections = judged(notification).at("/cardsV2/0/card/sections");

        assertThat(sections.at("/0/widgets/0/textParagraph/text").text()).contains("🟧 <b>HIGH</b>");
        assertThat(sections.at("/0/widgets/1/textParagraph/text").text())
                .contains(description.replace("<", "&lt;").replace(">", "&gt;"));
        assertThat(sections.at("/0/widgets/2/buttonList/buttons/0/onClick/openLink/url")
                        .text())
                .contains(CONSOLE.toString());
        assertThat(sections.at("/1/widgets/0/decoratedText/text").text()).contains("v");
    }

    @Test
    void setsStepsAsAList() {
        Notification notification = titled("t").toBuilder()
                .section(new Section("S", List.of(fact("1", "Look."), fact("2", "Act."))))
                .build();

        JsonValue widgets = judged(notification).at("/cardsV2/0/card/sections/1/widgets");

        assertThat(widgets.at("/0/textParagraph/text").text()).contains("1. Look.");
        assertThat(widgets.at("/1/textParagraph/text").text()).contains("2. Act.");
    }

    @Test
    void showsAFactOfNothingAsADash() {
        assertThat(foreign("")).isEqualTo("–");
    }

    @Test
    void escapesForeignTextInACardAndDefangsIt() {
        assertThat(foreign("<users/all> <a href=\"https://evil.example\">x</a> &lt; *b*"))
                .isEqualTo("&lt;users/all&gt; &lt;a href=\"hxxps://evil[.]example\"&gt;x&lt;/a&gt; &amp;lt; *b*");
    }

    @Test
    void takesTheBracketsFromForeignTextBesideTheCard() {
        JsonValue message = judged(titled("<users/all> *b* snake_case"));

        assertThat(message.member("text").text()).contains("HIGH · ‹users/all› ∗b∗ snake_case");
        assertThat(message.at("/cardsV2/0/card/header/title").text()).contains("‹users/all› ∗b∗ snake_case");
    }

    @Test
    void startsNoThreadWithoutAKey() {
        assertThat(judged(titled("t")).member("thread").isPresent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"3, false", "4, false", "5, true"})
    void foldsASectionOfMoreThanFourFacts(int facts, boolean folded) {
        Notification notification = titled("t").toBuilder()
                .section(new Section(
                        "S",
                        IntStream.range(0, facts)
                                .mapToObj(i -> fact("L" + i, "v"))
                                .toList()))
                .build();

        assertThat(judged(notification)
                        .at("/cardsV2/0/card/sections/1/collapsible")
                        .isTrue())
                .isEqualTo(folded);
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void saysTheSeverityInAWordAndBesideItInAColour(Severity severity) {
        JsonValue message = judged(Notification.builder("t", severity).build());

        assertThat(message.member("text").text().orElseThrow()).containsIgnoringCase(severity.word());
        assertThat(message.at("/cardsV2/0/card/sections/0/widgets/0/textParagraph/text")
                        .text()
                        .orElseThrow())
                .containsIgnoringCase(">" + severity.word() + "<")
                .containsPattern("^[🟥🟧🟨🟦⬜] <b>");
    }

    private static Notification titled(String title) {
        return Notification.builder(title, Severity.HIGH).build();
    }

    private static Fact fact(String label, String own) {
        return new Fact(label, new Fact.Own(own));
    }

    private static String foreign(String text) {
        Notification notification = titled("t").toBuilder()
                .section(new Section("S", List.of(fact("K", "k"), new Fact("L", new Fact.Foreign(text)))))
                .build();
        return judged(notification)
                .at("/cardsV2/0/card/sections/1/widgets/1/decoratedText/text")
                .text()
                .orElseThrow();
    }

    private static byte[] rendered(Notification notification) {
        return GoogleChatMessage.of(notification, "", "").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue judged(Notification notification) {
        byte[] message = rendered(notification);
        GoogleChatJudge.judge(message);
        return parsed(new String(message, StandardCharsets.UTF_8));
    }

    private static JsonValue parsed(String json) {
        try {
            return JsonValue.parse(json);
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError("no JSON", malformed);
        }
    }
}

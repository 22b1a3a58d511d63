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
import org.junit.jupiter.params.provider.ValueSource;

class GoogleChatMessageTest {
    private static final URI CONSOLE = URI.create("https://eu-west-1.console.aws.amazon.com/guardduty/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacksequence-iam-compromisedcredentials",
                "backdoor-ec2-cncactivity-b-dns",
                "discovery-rds-toripcaller",
                "exfiltration-s3-objectread-unusual",
                "privilegeescalation-kubernetes-privilegedcontainer",
                "recon-ec2-portprobeunprotectedport"
            })
    void looksAsItsGoldenFileShows(String sample) {
        byte[] message = rendered(new NotificationComposer().apply(Findings.sample(sample)));

        GoldenFile.assertJsonMatches(Path.of("src/test/resources/golden", sample + ".json"), message);
    }

    @ParameterizedTest
    @CsvSource({"199, 199", "200, 200", "201, 200"})
    void cutsTheHeader(int length, int shown) {
        assertThat(judged(titled("t".repeat(length)))
                        .at("/cardsV2/0/card/header/title")
                        .text()
                        .orElseThrow())
                .hasSize(shown);
    }

    @ParameterizedTest
    @CsvSource({"599, 599", "600, 600", "601, 600"})
    void cutsTheText(int length, int shown) {
        String before = "HIGH · ";

        assertThat(judged(titled("t".repeat(length - before.length())))
                        .member("text")
                        .text()
                        .orElseThrow())
                .hasSize(shown);
    }

    @ParameterizedTest
    @ValueSource(ints = {98, 99, 100, 101, 500})
    void staysWithinAHundredWidgetsAndSaysWhatItLeftOut(int facts) {
        Notification.Builder many = titled("t").toBuilder();
        IntStream.range(0, facts)
                .forEach(i -> many.section(new Section("S", List.of(new Fact("L", new Fact.Own("value" + i))))));

        List<String> shown = shown(many.build());

        boolean isWhole = shown.contains("value" + (facts - 1));
        assertThat(isWhole).isEqualTo(facts <= 100);
        assertThat(shown.stream().anyMatch(text -> text.contains("too many for this channel")))
                .isEqualTo(!isWhole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "é", "\"", "𝔸"})
    void staysWithinTheBytesHoweverTheTextGrowsAndKeepsTheLink(String growing) {
        Notification.Builder large = titled("t").toBuilder().link(new Link("Open", CONSOLE));
        IntStream.range(0, 30)
                .forEach(i -> large.section(
                        new Section("S" + i, List.of(new Fact("L", new Fact.Foreign(growing.repeat(2000)))))));

        Notification notification = large.build();

        assertThat(shown(notification)).contains("Open");
    }

    @Test
    void showsAFactOfNothingAsADash() {
        assertThat(fact("")).isEqualTo("–");
    }

    @Test
    void escapesForeignTextInACardAndDefangsIt() {
        assertThat(fact("<users/all> <a href=\"https://evil.example\">x</a> &lt; *b*"))
                .isEqualTo("&lt;users/all&gt; &lt;a href=\"hxxps://evil[.]example\"&gt;x&lt;/a&gt; &amp;lt; *b*");
    }

    @Test
    void takesTheBracketsFromForeignTextBesideTheCard() {
        JsonValue message = judged(titled("<users/all> *b* snake_case"));

        assertThat(message.member("text").text()).contains("HIGH · ‹users/all› ∗b∗ snake_case");
        assertThat(message.at("/cardsV2/0/card/header/title").text()).contains("‹users/all› ∗b∗ snake_case");
    }

    @ParameterizedTest
    @CsvSource({"3999, 3999", "4000, 4000", "4001, 4000"})
    void cutsTheThreadsKey(int length, int shown) {
        Notification notification =
                titled("t").toBuilder().keys("k".repeat(length), "d").build();

        assertThat(judged(notification).at("/thread/threadKey").text().orElseThrow())
                .hasSize(shown);
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
                                .mapToObj(i -> new Fact("L" + i, new Fact.Own("v")))
                                .toList()))
                .build();

        assertThat(judged(notification)
                        .at("/cardsV2/0/card/sections/0/collapsible")
                        .isTrue())
                .isEqualTo(folded);
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void saysTheSeverityInAWord(Severity severity) {
        JsonValue message = judged(Notification.builder("t", severity).build());

        assertThat(message.member("text").text().orElseThrow()).containsIgnoringCase(severity.word());
    }

    private static Notification titled(String title) {
        return Notification.builder(title, Severity.HIGH).build();
    }

    private static String fact(String foreign) {
        Notification notification = titled("t").toBuilder()
                .section(new Section("S", List.of(new Fact("L", new Fact.Foreign(foreign)))))
                .build();
        return judged(notification)
                .at("/cardsV2/0/card/sections/0/widgets/0/decoratedText/text")
                .text()
                .orElseThrow();
    }

    private static byte[] rendered(Notification notification) {
        return GoogleChatMessage.of(notification).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> shown(Notification notification) {
        return GoogleChatJudge.judge(rendered(notification));
    }

    private static JsonValue judged(Notification notification) {
        shown(notification);
        try {
            return JsonValue.parse(rendered(notification));
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError("no JSON", malformed);
        }
    }
}

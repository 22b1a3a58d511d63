package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.judged;
import static io.github.guarddutynotify.channel.smtp.Mails.notification;
import static io.github.guarddutynotify.channel.smtp.Mails.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.testkit.Findings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The two bodies; {@code -Dgolden.update=true} rewrites the golden files. */
class MailBodyTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Pattern COLORS = Pattern.compile("(?:^|;)\\s*(background-color|color):(#[0-9a-f]{6})");

    static List<String> goldenNames() {
        return List.of("port-probe", "attack-sequence", "minimal", "hostile");
    }

    private static Notification golden(String name) {
        return switch (name) {
            case "port-probe" -> notification(Findings.sample("recon-ec2-portprobeunprotectedport"));
            case "attack-sequence" -> notification(Findings.sample("attacksequence-iam-compromisedcredentials"));
            case "minimal" -> notification(Findings.minimal());
            default -> hostile();
        };
    }

    private static Notification hostile() {
        String mix = "<script>alert(1)</script>\r\nBcc: x@evil.example <a href='https://evil.example'>\"&amp; \u202E";
        return Notification.builder("Title " + mix, Severity.CRITICAL)
                .summary("Summary " + mix)
                .section(new Section(
                        "What happened",
                        List.of(
                                new Fact("Foreign " + mix, new Fact.Foreign(mix)),
                                new Fact("Code", new Fact.Code("rm -rf /\nhttps://evil.example/x.sh")),
                                new Fact("Own", new Fact.Own("ours")))))
                .link(new Link(
                        "Open <in> GuardDuty",
                        URI.create("https://console.aws.amazon.com/guardduty/home?a=1&b=%22#/x")))
                .build();
    }

    @ParameterizedTest
    @MethodSource("goldenNames")
    void looksAsItDid(String name) throws IOException {
        MailBody body = MailBody.of(golden(name), "", List.of("Not attached: x"));

        assertGolden(name + ".txt", body.text());
        assertGolden(name + ".html", body.html());
    }

    private static void assertGolden(String file, String actual) throws IOException {
        Path golden = GOLDEN.resolve(file);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    @Test
    void tellsEveryFactInBoth() {
        for (Finding finding : Findings.samples()) {
            Notification notification = notification(finding);
            MailJudge mail = judged(notification, plain());
            for (Section section : notification.sections()) {
                for (Fact fact : section.facts()) {
                    assertThat(mail.shownHtml()).contains(fact.label());
                    assertThat(mail.shownHtml()).contains(fact.value().safeText());
                    assertThat(squeezed(mail.text()))
                            .contains(squeezed(fact.value().safeText()));
                }
            }
            notification.links().forEach(link -> {
                assertThat(mail.text()).contains(link.target().toString());
                assertThat(mail.html()).contains(link.label());
            });
            assertThat(mail.links()).hasSameSizeAs(notification.links());
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void saysWhatChangedBeforeEverythingElse() {
        Notification finding = golden("port-probe");
        String change = "Update: Severity Medium → High · 3 → 41 occurrences since 09:12 UTC";

        MailBody body = MailBody.of(finding, change.replace("Update: ", ""), List.of());

        assertThat(body.text()).startsWith(change + "\n\n");
        String html = body.html();
        assertThat(html.indexOf(change + " – " + finding.summary().substring(0, 10)))
                .as("in the preheader")
                .isPositive();
        assertThat(html.indexOf(">" + change + "</p>"))
                .as("before the title")
                .isBetween(html.indexOf(" severity</td>"), html.indexOf("<h1"));
    }

    @Test
    void marksNoChangeTheFirstTime() {
        MailBody body = MailBody.of(golden("port-probe"), "", List.of());

        assertThat(body.text() + body.html()).doesNotContain("Update:");
    }

    @ParameterizedTest
    @EnumSource
    void saysTheSeverityInWordsInBoth(Severity severity) {
        MailBody body = MailBody.of(Notification.builder("t", severity).build(), "", List.of());

        assertThat(body.html()).contains(">" + severity.word() + " severity<");
        assertThat(body.text()).startsWith(severity.word().toUpperCase(java.util.Locale.ROOT) + ": t");
    }

    @ParameterizedTest
    @EnumSource
    void hasEnoughContrastInLight(Severity severity) {
        Notification notification = hostile().toBuilder().build();
        String html = MailBody.of(
                        Notification.builder("t", severity)
                                .summary("s")
                                .section(notification.sections().get(0))
                                .link(notification.links().get(0))
                                .build(),
                        "",
                        List.of("note"))
                .html();
        Matcher styles = Pattern.compile("style=\"([^\"]*)\"").matcher(html);
        int checked = 0;
        while (styles.find()) {
            String ink = "";
            String paper = "#ffffff";
            Matcher colors = COLORS.matcher(styles.group(1));
            while (colors.find()) {
                if (colors.group(1).equals("color")) {
                    ink = colors.group(2);
                } else {
                    paper = colors.group(2);
                }
            }
            if (!ink.isEmpty()) {
                checked++;
                assertThat(contrast(ink, paper)).as("%s on %s", ink, paper).isGreaterThanOrEqualTo(4.5);
            }
        }
        assertThat(checked).isGreaterThan(8);
    }

    @Test
    void hasEnoughContrastInDark() {
        String html = MailBody.of(hostile(), "", List.of()).html();
        String card = dark(html, "card", "background-color");

        assertThat(contrast(dark(html, "ink", "color"), card)).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(dark(html, "dim", "color"), card)).isGreaterThanOrEqualTo(4.5);
    }

    private static String dark(String html, String name, String property) {
        Matcher rule = Pattern.compile("\\." + name + "\\{" + property + ":(#[0-9a-f]{6})!important}")
                .matcher(html);
        assertThat(rule.find()).as(name).isTrue();
        return rule.group(1);
    }

    /** By WCAG 2.2, 1.4.3. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String color) {
        return 0.2126 * channel(color, 1) + 0.7152 * channel(color, 3) + 0.0722 * channel(color, 5);
    }

    private static double channel(String color, int at) {
        double value = Integer.parseInt(color.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @Test
    void isShortenedRatherThanClippedAndSaysSo() {
        Notification.Builder large =
                Notification.builder("t".repeat(10_000), Severity.LOW).summary("s ".repeat(10_000));
        for (int i = 0; i < 40; i++) {
            int number = i;
            large.section(new Section(
                    "Section " + i,
                    java.util.stream.IntStream.range(0, 40)
                            .mapToObj(j -> new Fact("Fact " + number + "-" + j, new Fact.Foreign("&'<".repeat(3000))))
                            .toList()));
        }
        large.link(hostile().links().get(0));

        MailBody body = MailBody.of(large.build(), "", List.of());

        assertThat(body.html().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MailBody.MAX_HTML_BYTES);
        assertThat(body.html()).contains("Left out").contains("console.aws.amazon.com");
        assertThat(body.text()).contains("Left out", "facts, too many for this channel");
    }

    @Test
    void ordersItsHeadingsAndNamesItsLanguage() {
        String html = MailBody.of(golden("port-probe"), "", List.of()).html();

        assertThat(html.split("<h1", -1)).hasSize(2);
        assertThat(html.indexOf("<h1")).isLessThan(html.indexOf("<h2"));
        assertThat(html).contains("<html lang=\"en\" dir=\"ltr\">", "scope=\"row\"", "prefers-color-scheme:dark");
    }
}

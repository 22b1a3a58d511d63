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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in the two bodies; {@link MailGoldenTest} shows how they look. */
class MailBodyTest {
    private static final Notification PORT_PROBE = notification(Findings.sample("recon-ec2-portprobeunprotectedport"));
    private static final Pattern COLORS = Pattern.compile("(?:^|;)\\s*(background-color|color):(#[0-9a-f]{6})");

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
        Notification finding = PORT_PROBE;
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
        MailBody body = MailBody.of(PORT_PROBE, "", List.of());

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
    void isReadAloudAsOneMailInItsLanguage() {
        String html = MailBody.of(PORT_PROBE, "", List.of()).html();

        assertThat(html)
                .startsWith("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\">")
                .contains("<div role=\"article\" aria-roledescription=\"email\" lang=\"en\" dir=\"ltr\">")
                .contains("<title>" + PORT_PROBE.title() + "</title>");
    }

    @Test
    void ordersItsHeadings() {
        for (Finding finding : Findings.samples()) {
            String html = MailBody.of(notification(finding), "Unchanged since 09:12 UTC", List.of("note"))
                    .html();

            List<String> levels = Pattern.compile("<h(\\d)")
                    .matcher(html)
                    .results()
                    .map(level -> level.group(1))
                    .toList();
            assertThat(levels).startsWith("1").hasSizeGreaterThan(1);
            assertThat(levels.subList(1, levels.size())).containsOnly("2");
        }
    }

    /** A table that lays out says so, or a screen reader counts its rows; one of facts names the row each is in. */
    @Test
    void saysOfEachTableWhatItIs() {
        for (Finding finding : Findings.samples()) {
            String html =
                    MailBody.of(notification(finding), "", List.of("note")).html();

            assertThat(html.split("<table role=\"presentation\"", -1))
                    .as("around the page and around the mail")
                    .hasSize(3);
            String facts = html.substring(html.indexOf("<h2"));
            assertThat(facts.split("<table width", -1)).hasSameSizeAs(facts.split("<table", -1));
            assertThat(html.split("<th scope=\"row\"", -1)).hasSameSizeAs(html.split("<th ", -1));
            int rows = notification(finding).sections().stream()
                    .mapToInt(section -> section.facts().size())
                    .sum();
            assertThat(html.split("<th ", -1)).hasSize(rows + 1);
        }
    }

    @Test
    void hidesFromReadersAloudWhatOnlyAnInboxShows() {
        String html = MailBody.of(PORT_PROBE, "", List.of()).html();

        assertThat(html).containsPattern("<div style=\"display:none[^\"]*\" aria-hidden=\"true\">Low severity · ");
    }

    @Test
    void turnsDarkAndNarrow() {
        assertThat(MailBody.of(PORT_PROBE, "", List.of()).html())
                .contains("<meta name=\"color-scheme\" content=\"light dark\">")
                .contains("@media (prefers-color-scheme:dark)", "@media (max-width:480px)");
    }
}

package io.github.guarddutynotify.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.routing.RouteDecision;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InboxPageTest {
    private static final String HOSTILE = "</script><script>alert(1)</script><!--<script>\u2028{{style}}&lt;";

    private static final String MAIL = """
            From: a@example.com
            Subject: =?UTF-8?Q?=C3=9Cber?= the wire
            Content-Type: text/html; charset=UTF-8

            <html><style>p{color:red}</style><p style="color:blue">&lt;</p></html>
            """.replace("\n", "\r\n");

    private static String page() {
        String event = "{\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"type\":\"Recon:EC2/Portscan\",\"title\":\""
                + HOSTILE + "\"}}";
        DeliveryReport report = new DeliveryReport(
                FindingReader.read(event), new RouteDecision(List.of(), List.of(), null, List.of()), List.of());
        Map<String, byte[]> messages =
                Map.of("slack.json", HOSTILE.getBytes(UTF_8), "mail.eml", (MAIL + HOSTILE).getBytes(UTF_8));
        return InboxPage.of(List.of(
                new Entry.Told(HOSTILE, HOSTILE, new Invocation(report, null, HOSTILE), messages),
                new Entry.Unreadable(HOSTILE, HOSTILE)));
    }

    private static String between(String text, String begin, String end) {
        Matcher found = Pattern.compile(Pattern.quote(begin) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
                .matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void theBytesOfAMessageAreDataAndNothingElse() throws Exception {
        String data = between(page(), "<script type=\"application/json\" id=\"data\">", "</script>");

        assertThat(data).doesNotContain("<", ">", "&", "\u2028");
        JsonValue entries = JsonValue.parse(data);
        assertThat(entries.at("/0/messages").member("slack.json").text()).hasValue(HOSTILE);
        assertThat(entries.at("/0/input").text()).hasValue(HOSTILE);
        assertThat(entries.at("/0/mail/html").text().orElseThrow()).contains(HOSTILE);
        assertThat(entries.at("/1/unreadable").text()).hasValue(HOSTILE);
        assertThat(Pattern.compile("</script", Pattern.CASE_INSENSITIVE)
                        .matcher(page())
                        .results())
                .as("the data's and the page's own")
                .hasSize(2);
    }

    @Test
    void thePolicyAllowsThePagesOwnScriptAndTheStylesOfPageAndMail() throws Exception {
        String policy = between(page(), "http-equiv=\"Content-Security-Policy\" content=\"", "\"");

        assertThat(policy.split("; "))
                .containsExactly(
                        "default-src 'none'",
                        "style-src '" + hash(between(page(), "<style>", "</style>")) + "' '" + hash("p{color:red}")
                                + "'",
                        "style-src-attr 'unsafe-inline'",
                        "script-src '" + hash(between(page(), "<script>", "</script>")) + "'",
                        "base-uri 'none'",
                        "form-action 'none'");
    }

    private static String hash(String text) throws Exception {
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    @Test
    void asksNobodyForAnything() {
        String page = page();

        assertThat(page).doesNotContain(" src=", "<link", "<img", "<iframe", "@import", "url(");
        assertThat(between(page, "<script>", "</script>"))
                .doesNotContain("fetch(", "XMLHttpRequest", "import(", "sendBeacon", "WebSocket", "Image(");
        assertThat(Pattern.compile("https?://[^\\s]*").matcher(page).results())
                .as("the documents that comments name")
                .allMatch(url -> url.group().startsWith("https://docs.slack.dev/")
                        || url.group().startsWith("https://developers.google.com/")
                        || url.group().startsWith("https://docs.aws.amazon.com/"));
    }

    @Test
    void noScriptTurnsTextIntoMarkup() {
        assertThat(between(page(), "<script>", "</script>"))
                .doesNotContain(
                        "innerHTML",
                        "outerHTML",
                        "insertAdjacentHTML",
                        "document.write",
                        "DOMParser",
                        "eval(",
                        "Function(");
    }

    @Test
    void onlyAFrameWithoutRightsShowsMarkup() {
        String script = between(page(), "<script>", "</script>");

        assertThat(script)
                .containsOnlyOnce("srcdoc")
                .containsOnlyOnce("'iframe'")
                .containsOnlyOnce("sandbox")
                .containsPattern("element\\('iframe'[^}]*setAttribute\\('sandbox', ''\\)[^}]*srcdoc = html");
    }

    @Test
    void saysItsLanguageAndFitsAPhone() {
        assertThat(page()).contains("<html lang=\"en\">", "width=device-width", "color-scheme", "<title>");
    }
}

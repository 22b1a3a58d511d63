package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.Section;

/**
 * The HTML of a mail: tables and inline styles, because mail programs drop the rest; nothing is loaded from anywhere.
 *
 * <p>Classes serve the style sheet alone, with which programs that know one turn dark or narrow.
 */
final class HtmlBody {
    /** What an inbox shows behind the subject. */
    private static final int MAX_PREHEADER = 140;

    private static final String FONT = "font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;";
    private static final String MONO = "font-family:Consolas,Menlo,Courier New,monospace;font-size:13px;";
    private static final String BREAK = "word-break:break-word;overflow-wrap:anywhere;";
    private static final String CELL = "padding:7px 12px 7px 0;border-top:1px solid #d8dee4;vertical-align:top;"
            + "font-size:14px;line-height:20px;text-align:left;" + FONT;
    private static final String LABEL = CELL + "width:34%;font-weight:normal;color:#57606a;" + BREAK;
    private static final String STEP = CELL + "width:20px;font-weight:normal;color:#57606a;";
    private static final String VALUE = CELL + "color:#1f2328;" + BREAK;
    private static final String CODE = VALUE + MONO;
    private static final String PAGE = "margin:0;padding:0;background-color:#f3f4f6;";
    private static final String CARD = "width:100%;max-width:680px;background-color:#ffffff;border-collapse:collapse;";
    private static final String TITLE = "margin:0 0 8px;font-size:20px;line-height:28px;color:#1f2328;" + FONT + BREAK;
    private static final String HEADING = "margin:0 0 6px;font-size:16px;line-height:24px;color:#1f2328;" + FONT;
    private static final String PARAGRAPH =
            "margin:0 0 12px;font-size:14px;line-height:20px;color:#1f2328;" + FONT + BREAK;
    private static final String CHANGE = PARAGRAPH + "padding:8px 12px;border-left:4px solid #0b57d0;"
            + "background-color:#eef3fc;font-weight:bold;";
    private static final String BUTTON = "display:inline-block;padding:10px 16px;margin:0 8px 8px 0;border-radius:4px;"
            + "background-color:#0b57d0;color:#ffffff;font-size:14px;text-decoration:none;" + FONT;
    private static final String HIDDEN = "display:none;max-height:0;overflow:hidden;opacity:0;";
    private static final String[] LAYOUT = {
        "role", "presentation", "width", "100%", "cellpadding", "0", "cellspacing", "0", "border", "0"
    };

    private static final String STYLE_SHEET = """
            :root{color-scheme:light dark;supported-color-schemes:light dark}
            @media (prefers-color-scheme:dark){
            .page{background-color:#0d1117!important}
            .card{background-color:#161b22!important}
            .ink{color:#e6edf3!important}
            .dim{color:#9da7b3!important}
            .change{background-color:#1c2736!important}
            .cell,.line{border-top-color:#30363d!important}
            }
            @media (max-width:480px){
            .cell{display:block!important;width:auto!important;padding-right:0!important}
            .value{border-top:0!important;padding-top:0!important}
            .label{padding-bottom:0!important}
            .pad{padding-left:16px!important;padding-right:16px!important}
            }
            """;

    private final Html html = new Html();
    private final MailBody.Content content;

    private HtmlBody(MailBody.Content content) {
        this.content = content;
    }

    static String of(MailBody.Content content) {
        HtmlBody body = new HtmlBody(content);
        body.head();
        body.html.open("body", "class", "page", "style", PAGE);
        // Programs that drop the elements around it keep this one, and screen readers speak of it as one mail.
        body.html.open("div", "role", "article", "aria-roledescription", "email", "lang", "en", "dir", "ltr");
        body.preheader();
        body.html.open("table", with("class", "page", "style", PAGE)).open("tr").open("td", "align", "center");
        body.html.open("table", with("class", "card", "style", CARD));
        body.band();
        body.top();
        content.sections().forEach(body::section);
        content.notes().forEach(body::note);
        return body.html.document();
    }

    private void head() {
        html.open("html", "lang", "en", "dir", "ltr").open("head").empty("meta", "charset", "utf-8");
        meta("viewport", "width=device-width, initial-scale=1");
        meta("color-scheme", "light dark");
        meta("supported-color-schemes", "light dark");
        // Phones would make links of account ids and times.
        meta("format-detection", "telephone=no, date=no, address=no, email=no, url=no");
        html.element("title", content.title()).style(STYLE_SHEET).close(1);
    }

    private void meta(String name, String value) {
        html.empty("meta", "name", name, "content", value);
    }

    private void preheader() {
        String standing = content.summary().isEmpty() ? content.severity() + " severity" : content.summary();
        String text =
                content.markedChange().map(change -> change + " – " + standing).orElse(standing);
        html.element("div", PlainText.cut(text, MAX_PREHEADER), "style", HIDDEN, "aria-hidden", "true");
    }

    /** The colour is beside the word, never instead of it. */
    private void band() {
        String style = "padding:10px 24px;color:#ffffff;font-size:14px;font-weight:bold;background-color:"
                + color(content.notification().severity()) + ";" + FONT;
        html.open("tr").element("td", content.severity() + " severity", "class", "pad", "style", style);
        html.close(1);
    }

    private void top() {
        row("padding:20px 24px 8px;");
        content.markedChange().ifPresent(change -> html.element("p", change, "class", "ink change", "style", CHANGE));
        html.element("h1", content.title(), "class", "ink", "style", TITLE);
        if (!content.summary().isEmpty()) {
            html.element("p", content.summary(), "class", "ink", "style", PARAGRAPH);
        }
        for (Link link : content.notification().links()) {
            String target = link.target().toASCIIString();
            html.element("a", MailBody.label(link.label()), "href", target, "style", BUTTON);
        }
        html.close(2);
    }

    private void section(Section section) {
        row("padding:12px 24px;");
        html.element("h2", MailBody.label(section.heading()), "class", "ink", "style", HEADING);
        html.open("table", "width", "100%", "style", "width:100%;border-collapse:collapse;");
        section.facts().forEach(MailBody.isNumbered(section) ? this::step : this::fact);
        html.close(3);
    }

    private void fact(Fact fact) {
        html.open("tr")
                .element("th", MailBody.label(fact.label()), "scope", "row", "class", "cell label dim", "style", LABEL);
        String style = fact.value() instanceof Fact.Code ? CODE : VALUE;
        html.element("td", fact.value().safeText(), "class", "cell value ink", "style", style);
        html.close(1);
    }

    /** A number stays beside its step, on a phone too. */
    private void step(Fact fact) {
        html.open("tr").element("th", fact.label(), "scope", "row", "class", "line dim", "style", STEP);
        html.element("td", fact.value().safeText(), "class", "line ink", "style", VALUE);
        html.close(1);
    }

    private void note(String note) {
        row("padding:4px 24px 16px;");
        html.element("p", note, "class", "dim", "style", PARAGRAPH.replace("#1f2328", "#57606a"));
        html.close(2);
    }

    private void row(String style) {
        html.open("tr").open("td", "class", "pad", "style", style);
    }

    private static String[] with(String... more) {
        String[] all = java.util.Arrays.copyOf(LAYOUT, LAYOUT.length + more.length);
        System.arraycopy(more, 0, all, LAYOUT.length, more.length);
        return all;
    }

    /** White on each of them has a contrast of 4.5:1 or more. */
    private static String color(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "#b3001b";
            case HIGH -> "#c2410c";
            case MEDIUM -> "#8a5a00";
            case LOW -> "#1864ab";
            case UNKNOWN -> "#495057";
        };
    }
}

package io.github.guarddutynotify.channel.smtp;

/**
 * A mail's two bodies as one of which a reader's program shows the better that it can: {@code multipart/alternative}.
 *
 * <p>Made whole, because the mail library's own parts search the class path for each of them, several times a mail.
 */
final class Alternative {
    private final String boundary;
    private final byte[] content;

    private Alternative(String boundary, byte[] content) {
        this.boundary = boundary;
        this.content = content;
    }

    /** @param id tells the mail from every other, so that one within another stays whole; letters and digits */
    static Alternative of(MailBody body, String id) {
        // No text can hold it: in quoted-printable no underscore follows an equals sign.
        String boundary = "=_" + id;
        int expected = body.text().length() + body.html().length();
        QuotedPrintable out = new QuotedPrintable(expected + expected / 8 + 1024);
        part(out, boundary, "plain", body.text());
        part(out, boundary, "html", body.html());
        return new Alternative(boundary, out.line("--" + boundary + "--").bytes());
    }

    private static void part(QuotedPrintable out, String boundary, String subtype, String text) {
        out.line("--" + boundary)
                .line("Content-Type: text/" + subtype + "; charset=UTF-8")
                .line("Content-Transfer-Encoding: quoted-printable")
                .line("")
                .text(text);
    }

    /** The header's value. */
    String contentType() {
        return "multipart/alternative;\r\n\tboundary=\"" + boundary + "\"";
    }

    /** The bytes as they are sent. */
    byte[] content() {
        return content;
    }
}

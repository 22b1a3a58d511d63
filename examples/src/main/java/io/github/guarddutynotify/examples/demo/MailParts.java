package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.json.JsonWriter;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Takes a mail apart, as mail programs do. */
public final class MailParts {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<String> attachments = new ArrayList<>();

    private MailParts() {}

    /**
     * The mail as its reader has it.
     *
     * @param mail the mail's bytes
     * @return decoded {@code headers} (pairs of name and value), {@code text}, {@code html} and the names of {@code
     *     attachments} as plain values; or the {@code fault} that it has
     */
    public static Map<String, Object> of(byte[] mail) {
        try {
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
            MailParts parts = new MailParts();
            parts.add(message);
            return JsonWriter.object(
                    "headers",
                    headers(message),
                    "text",
                    parts.text,
                    "html",
                    parts.html,
                    "attachments",
                    parts.attachments);
        } catch (MessagingException | IOException | IllegalArgumentException malformed) {
            return JsonWriter.object("fault", "not a mail: " + malformed.getMessage());
        }
    }

    private static List<List<String>> headers(MimeMessage message) throws MessagingException, IOException {
        List<List<String>> headers = new ArrayList<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            String value = MimeUtility.decodeText(MimeUtility.unfold(header.getValue()));
            headers.add(List.of(header.getName(), value));
        }
        return headers;
    }

    private void add(Part part) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                add(parts.getBodyPart(i));
            }
        } else if (part.getFileName() != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            attachments.add(String.valueOf(part.getFileName()));
        } else {
            (part.isMimeType("text/html") ? html : text).append(content(part));
        }
    }

    /** With the line ends of a page. */
    private static String content(Part part) throws MessagingException, IOException {
        String charset = new ContentType(part.getContentType()).getParameter("charset");
        Charset java = Charset.forName(charset == null ? "US-ASCII" : MimeUtility.javaCharset(charset));
        return new String(part.getInputStream().readAllBytes(), java).replace("\r\n", "\n");
    }
}

package io.github.guarddutynotify.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an {@link HttpFarEnd} answers.
 *
 * @param status the HTTP status, 100 to 599; a status that has no body by HTTP's rules (1xx, 204, 304) is sent without one
 * @param headers its headers; Date and Content-Length are added
 * @param body its body
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Keeps the headers' order. */
    public HttpAnswer {
        headers = new LinkedHashMap<>(headers);
    }

    /**
     * An answer without headers.
     *
     * @param status the status
     * @param body the body
     * @return the answer
     */
    public static HttpAnswer of(int status, String body) {
        return new HttpAnswer(status, Map.of(), body);
    }

    /**
     * The same with one more header.
     *
     * @param name the header
     * @param value its value
     * @return the new answer
     */
    public HttpAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body);
    }

    /**
     * The same with another status.
     *
     * @param other the status
     * @return the new answer
     */
    public HttpAnswer withStatus(int other) {
        return new HttpAnswer(other, headers, body);
    }

    boolean endsTheExchange() {
        return status >= 200;
    }

    /** Head and body as they go over the wire, to be written at once: two writes may wait for each other's receipt. */
    byte[] bytes() {
        boolean hasBody = status >= 200 && status != 204 && status != 304;
        StringBuilder wire = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        wire.append("Date: ").append(DATE.format(Instant.now())).append("\r\n");
        headers.forEach(
                (name, value) -> wire.append(name).append(": ").append(value).append("\r\n"));
        if (hasBody) {
            wire.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        wire.append("\r\n").append(hasBody ? body : "");
        return wire.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The head and half of the body. */
    byte[] firstBytes() {
        byte[] whole = bytes();
        return Arrays.copyOf(whole, whole.length - body.length() / 2);
    }
}

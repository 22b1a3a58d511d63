package io.github.guarddutynotify.channel;

import java.util.Objects;

/**
 * A message as a destination would send it, for a person to read before anything is sent.
 *
 * @param mediaType what the content is, such as {@code application/json} or {@code message/rfc822}
 * @param content the message; it may hold foreign text, made inert for its medium and no other
 */
public record Preview(String mediaType, String content) {
    /**
     * Refuses a preview of nothing.
     *
     * @param mediaType what the content is, such as {@code application/json} or {@code message/rfc822}
     * @param content the message; it may hold foreign text, made inert for its medium and no other
     */
    public Preview {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(content, "content");
    }

    /** Names the kind only: the text is an attacker's in part. */
    @Override
    public String toString() {
        return "Preview[" + mediaType + "]";
    }
}

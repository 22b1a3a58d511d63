package io.github.guarddutynotify.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of several things that a setting lists: a text, or an object where a text does not say enough.
 *
 * @param plain the text; {@code null} if it is an object
 * @param members the object; {@code null} if it is a text
 */
public record Element(@Nullable String plain, @Nullable Settings members) {
    /**
     * The text.
     *
     * @return the text, never blank; empty if it is an object
     */
    public Optional<String> text() {
        return Optional.ofNullable(plain);
    }

    /**
     * The object.
     *
     * @return its settings; empty if it is a text
     */
    public Optional<Settings> object() {
        return Optional.ofNullable(members);
    }

    /** Says what it is only: the text may be secret. */
    @Override
    public String toString() {
        return plain == null ? "Element[object]" : "Element[text]";
    }
}

package io.github.guarddutynotify.config;

/**
 * One key that a reader asked of a document, set or not: what a schema of the configuration is made of. A key may be asked
 * for several times, in more than one way.
 *
 * @param object the path of the object that it was asked of; empty at the top
 * @param key the key
 * @param kind what was expected there
 * @param form in words what a text must look like; empty if any will do
 * @param required whether the reader can't do without it
 */
public record ReadKey(String object, String key, Kind kind, String form, boolean required) {
    /** What a key may be set to. */
    public enum Kind {
        /** A text, or a number or boolean, which counts as its text. */
        TEXT,
        /** A text that nobody may read by accident. */
        SECRET,
        /** A whole number, or a text that spells one. */
        NUMBER,
        /** A boolean, or a text that spells one. */
        FLAG,
        /** A text, or a list of them. */
        TEXTS,
        /** A text, an object, or a list of both. */
        ELEMENTS,
        /** An object. */
        OBJECT,
        /** A list of objects. */
        OBJECTS
    }
}

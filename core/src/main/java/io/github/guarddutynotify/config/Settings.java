package io.github.guarddutynotify.config;

import io.github.guarddutynotify.config.ReadKey.Kind;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of a configuration, read key by key; what is wrong gathers as {@link Problems} instead of being thrown.
 *
 * <p>Reading never fails: a required key that is missing, or a value that does not fit, becomes a problem with its path,
 * and the reader gets a stand-in (the empty text, the fallback). So one reading finds every mistake. A key that nobody
 * asked for is a problem too, with a guess at what was meant, once {@link #reportUnread()} is called.
 *
 * <p>Text from a file may hold <code>${NAME}</code> (the environment), <code>${file:PATH}</code> (a file's text) and
 * <code>${scheme:ref}</code> (a resolver that the host registered). Not safe for use by several threads.
 */
public final class Settings {
    private static final String MISSING = "is missing; it must be set";

    private final String path;
    private final Map<String, @Nullable Object> values;
    private final Reading reading;
    private final KnownKeys known;
    private final NestedObjects nested;
    private final boolean malformed;

    Settings(String path, Map<String, @Nullable Object> values, Reading reading) {
        this(path, values, reading, false);
    }

    /** @param malformed whether this stands in for what is no object, so that nothing of it can be missed */
    Settings(String path, Map<String, @Nullable Object> values, Reading reading, boolean malformed) {
        this.path = path;
        this.values = values;
        this.reading = reading;
        this.known = new KnownKeys(values);
        this.nested = new NestedObjects(reading);
        this.malformed = malformed;
    }

    /**
     * The keys that are set, in the document's order.
     *
     * @return the keys
     */
    public Collection<String> keys() {
        return List.copyOf(values.keySet());
    }

    /**
     * Whether a key is set to something other than {@code null}.
     *
     * @param key the key
     * @return true if there is something to read, be it right or wrong
     */
    public boolean isSet(String key) {
        return values.get(key) != null;
    }

    /**
     * Whether a key is set to an object, for a setting that has a short form beside it.
     *
     * @param key the key
     * @return false for anything else, and where the key is left out
     */
    public boolean isObject(String key) {
        return values.get(key) instanceof Map<?, ?>;
    }

    /**
     * Whether a key is set to a list without any element.
     *
     * @param key the key
     * @return false for anything else, and where the key is left out
     */
    public boolean isEmptyList(String key) {
        return values.get(key) instanceof List<?> list && list.isEmpty();
    }

    /**
     * Whether this stands in for what is no object, which is a problem already, so that nothing of it can be missed.
     *
     * @return true if there was something else than an object here
     */
    public boolean isMalformed() {
        return malformed;
    }

    /**
     * A text that must be there.
     *
     * @param key the key
     * @return the text, never blank; the empty text stands in where there is a problem
     */
    public String text(String key) {
        return required(key, Kind.TEXT, optionalText(key), "");
    }

    /**
     * A text that may be left out.
     *
     * @param key the key
     * @return the text, never blank
     */
    public Optional<String> optionalText(String key) {
        return text(key, Kind.TEXT, "");
    }

    private Optional<String> text(String key, Kind kind, String form) {
        return raw(key, kind, form).flatMap(raw -> reading.text(place(key), raw, text -> Optional.empty()));
    }

    /**
     * A secret that must be there.
     *
     * @param key the key
     * @return the secret; a stand-in where there is a problem
     */
    public Secret secret(String key) {
        return required(key, Kind.SECRET, optionalSecret(key), Secret.of(""));
    }

    /**
     * A secret that may be left out.
     *
     * @param key the key
     * @return the secret; references to a file or a resolver are fetched when it is used
     */
    public Optional<Secret> optionalSecret(String key) {
        return raw(key, Kind.SECRET, "").flatMap(raw -> reading.secret(place(key), raw));
    }

    /**
     * A whole number within bounds.
     *
     * @param key the key
     * @param fallback the value where the key is left out
     * @param min the least that is allowed
     * @param max the most that is allowed
     * @return the number
     */
    public int integer(String key, int fallback, int min, int max) {
        return parsed(key, Kind.NUMBER, Forms::wholeNumber, "a whole number from " + min + " to " + max)
                .filter(number -> {
                    if (number < min || number > max) {
                        problem(key, "is " + number + ", expected a whole number from " + min + " to " + max);
                    }
                    return number >= min && number <= max;
                })
                .orElse(fallback);
    }

    /**
     * A yes or no.
     *
     * @param key the key
     * @param fallback the value where the key is left out
     * @return the value
     */
    public boolean flag(String key, boolean fallback) {
        return parsed(key, Kind.FLAG, Forms::trueOrFalse, Forms.BOOLEAN).orElse(fallback);
    }

    /**
     * A length of time, as ISO 8601 writes it ({@code PT10S}, {@code PT1H}); more than zero.
     *
     * @param key the key
     * @return the duration, if the key is set
     */
    public Optional<Duration> duration(String key) {
        return parsed(key, Forms::positiveDuration, Forms.DURATION);
    }

    /**
     * A text in a form of its own.
     *
     * @param key the key
     * @param parser gives the value; any {@code IllegalArgumentException} or {@code DateTimeParseException} says that the
     *     text has not that form
     * @param expected the form, for the problem: "expected …"
     * @param <T> the value's type
     * @return the value, if the key is set and well-formed
     */
    public <T> Optional<T> parsed(String key, Function<String, T> parser, String expected) {
        return parsed(key, Kind.TEXT, parser, expected);
    }

    private <T> Optional<T> parsed(String key, Kind kind, Function<String, T> parser, String expected) {
        Optional<String> text = text(key, kind, expected);
        try {
            return text.map(parser);
        } catch (IllegalArgumentException | DateTimeParseException wrongForm) {
            problem(key, "is \"" + values.get(key) + "\", expected " + expected);
            return Optional.empty();
        }
    }

    /**
     * Texts: one, or a list of them.
     *
     * @param key the key
     * @return the texts, in order; empty where the key is left out
     */
    public List<String> texts(String key) {
        return texts(key, text -> Optional.empty());
    }

    /**
     * Texts, one or a list of them, each checked.
     *
     * @param key the key
     * @param fault gives what is wrong with a text and the remedy; empty if nothing is
     * @return the texts in which nothing is wrong, in order
     */
    public List<String> texts(String key, Function<String, Optional<String>> fault) {
        Object raw = raw(key, Kind.TEXTS, "").orElse(List.of());
        if (!(raw instanceof List<?> list)) {
            return reading.text(place(key), raw, fault).stream().toList();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            reading.text(place(key + "[" + i + "]"), list.get(i), fault).ifPresent(texts::add);
        }
        return texts;
    }

    /**
     * Texts and objects: one, or a list of them.
     *
     * @param key the key
     * @return what is there, in order; empty where the key is left out
     */
    public List<Element> elements(String key) {
        return nested.elements(place(key), raw(key, Kind.ELEMENTS, "").orElse(List.of()));
    }

    /**
     * An object within this one.
     *
     * @param key the key
     * @return its settings; without any key where it is left out
     */
    public Settings object(String key) {
        return nested.at(place(key), raw(key, Kind.OBJECT, "").orElse(Map.of()));
    }

    /**
     * A list of objects.
     *
     * @param key the key
     * @return their settings, in order
     */
    public List<Settings> objects(String key) {
        return nested.ofList(place(key), raw(key, Kind.OBJECTS, "").orElse(List.of()));
    }

    /**
     * Says that a setting is wrong in a way that only its reader can see.
     *
     * @param key the key; {@code ""} for the whole object
     * @param message what is wrong and the remedy; never a secret
     */
    public void problem(String key, String message) {
        reading.problems().add(place(key), message);
    }

    /**
     * Makes a problem of every key, here and in the objects that were read, that nobody asked for. A key that is missing
     * because it is misspelt is told once, by its misspelling.
     */
    public void reportUnread() {
        known.unknown().forEach((key, meant) -> {
            meant.ifPresent(name -> reading.problems().remove(place(name), MISSING));
            problem(key, "unknown key" + meant.map(Suggestion::words).orElse(""));
        });
        nested.all().forEach(Settings::reportUnread);
    }

    /** Leaves what is unread unreported, here and below, for an object that nobody could read. */
    public void skipUnread() {
        known.askAll();
        nested.all().forEach(Settings::skipUnread);
    }

    /** Keeps keys that core reads itself from the channel that reads the rest. */
    void reserve(Set<String> keys) {
        known.reserve(keys);
    }

    private Optional<Object> raw(String key, Kind kind, String form) {
        known.ask(key);
        reading.watcher().accept(new ReadKey(path, key, kind, form, false));
        return Optional.ofNullable(values.get(key));
    }

    private <T> T required(String key, Kind kind, Optional<T> value, T standIn) {
        reading.watcher().accept(new ReadKey(path, key, kind, "", true));
        if (value.isEmpty() && values.get(key) == null && !malformed) {
            problem(key, MISSING);
        }
        return value.orElse(standIn);
    }

    private String place(String key) {
        if (path.isEmpty() || key.isEmpty()) {
            return path + key;
        }
        return path + "." + key;
    }

    /** Names the place only: the values may be secret. */
    @Override
    public String toString() {
        return "Settings[" + Objects.requireNonNullElse(path, "") + "]";
    }
}

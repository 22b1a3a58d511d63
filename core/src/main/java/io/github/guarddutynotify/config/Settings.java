package io.github.guarddutynotify.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of a configuration, read key by key; what is wrong gathers as {@link Problems} instead of being thrown.
 *
 * <p>Reading never fails: a required key that is missing, or a value that does not fit, becomes a problem with its path,
 * and the reader gets a stand-in (the empty text, the fallback). So one reading finds every mistake. A key that nobody
 * asked for is a problem too, with a guess at what was meant, once {@link #reportUnread()} is called.
 *
 * <p>Text from a file may hold <code>${NAME}</code> (the environment) and <code>${scheme:ref}</code> (a resolver that the
 * host registered). Not safe for use by several threads.
 */
public final class Settings {
    private static final String MISSING = "is missing; it must be set";

    private final String path;
    private final Map<String, @Nullable Object> values;
    private final References references;
    private final Problems problems;
    private final Set<String> read = new HashSet<>();
    private final Set<String> reserved = new HashSet<>();
    private final List<Settings> children = new ArrayList<>();
    private final boolean malformed;

    Settings(String path, Map<String, @Nullable Object> values, References references, Problems problems) {
        this(path, values, references, problems, false);
    }

    /** @param malformed whether this stands in for what is no object, so that nothing of it can be missed */
    private Settings(
            String path,
            Map<String, @Nullable Object> values,
            References references,
            Problems problems,
            boolean malformed) {
        this.malformed = malformed;
        this.path = path;
        this.values = values;
        this.references = references;
        this.problems = problems;
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
        return required(key, optionalText(key), "");
    }

    /**
     * A text that may be left out.
     *
     * @param key the key
     * @return the text, never blank
     */
    public Optional<String> optionalText(String key) {
        return raw(key).flatMap(raw -> resolved(key, raw));
    }

    /** What is no secret is needed now, so a resolver that fails is a problem of the configuration. */
    private Optional<String> resolved(String place, Object raw) {
        try {
            return checked(place, raw).map(references::resolve);
        } catch (Secret.UnavailableException failed) {
            problem(place, failed.getMessage() + "; make it answer, or write the value itself here");
            return Optional.empty();
        }
    }

    /**
     * A secret that must be there.
     *
     * @param key the key
     * @return the secret; a stand-in where there is a problem
     */
    public Secret secret(String key) {
        return required(key, optionalSecret(key), Secret.of(""));
    }

    /**
     * A secret that may be left out.
     *
     * @param key the key
     * @return the secret; references to a resolver are fetched when it is used
     */
    public Optional<Secret> optionalSecret(String key) {
        return raw(key).flatMap(raw -> raw instanceof Secret secret
                ? Optional.of(secret)
                : checked(key, raw).map(this::secretOf));
    }

    private Secret secretOf(String text) {
        return references.isLocal(text)
                ? Secret.of(references.resolve(text))
                : Secret.from(() -> references.resolve(text));
    }

    private Optional<String> checked(String key, Object raw) {
        if (!(raw instanceof String || raw instanceof Number || raw instanceof Boolean)) {
            problem(key, "expected a text, found " + kind(raw));
            return Optional.empty();
        }
        return Optional.of(raw.toString()).filter(text -> isFaultless(key, text, this::faultOf));
    }

    private Optional<String> faultOf(String text) {
        return text.isBlank() ? Optional.of("is empty; set it, or leave the key out") : references.fault(text);
    }

    private boolean isFaultless(String place, String text, Function<String, Optional<String>> faultOf) {
        Optional<String> fault = faultOf.apply(text);
        fault.ifPresent(message -> problem(place, message));
        return fault.isEmpty();
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
        return parsed(key, Settings::wholeNumber, "a whole number from " + min + " to " + max)
                .filter(number -> {
                    if (number < min || number > max) {
                        problem(key, "is " + number + ", expected a whole number from " + min + " to " + max);
                    }
                    return number >= min && number <= max;
                })
                .orElse(fallback);
    }

    private static int wholeNumber(String text) {
        return Integer.parseInt(text.trim());
    }

    /**
     * A yes or no.
     *
     * @param key the key
     * @param fallback the value where the key is left out
     * @return the value
     */
    public boolean flag(String key, boolean fallback) {
        return parsed(key, Settings::trueOrFalse, "true or false").orElse(fallback);
    }

    private static boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    /**
     * A length of time, as ISO 8601 writes it ({@code PT10S}, {@code PT1H}); more than zero.
     *
     * @param key the key
     * @return the duration, if the key is set
     */
    public Optional<Duration> duration(String key) {
        return parsed(key, Settings::positive, "a duration of more than zero in ISO 8601, such as PT10S or PT1H");
    }

    private static Duration positive(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("not more than zero");
        }
        return duration;
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
        return optionalText(key).flatMap(text -> parse(key, text, parser, expected));
    }

    private <T> Optional<T> parse(String key, String text, Function<String, T> parser, String expected) {
        try {
            return Optional.of(parser.apply(text));
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
        Object raw = raw(key).orElse(List.of());
        List<?> list = raw instanceof List<?> several ? several : List.of(raw);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            String place = raw instanceof List<?> ? key + "[" + i + "]" : key;
            if (element == null) {
                problem(place, "expected a text, found null");
            } else {
                resolved(place, element)
                        .filter(text -> isFaultless(place, text, fault))
                        .ifPresent(texts::add);
            }
        }
        return texts;
    }

    /**
     * An object within this one.
     *
     * @param key the key
     * @return its settings; without any key where it is left out
     */
    public Settings object(String key) {
        return child(key, raw(key).orElse(Map.of()));
    }

    /**
     * A list of objects.
     *
     * @param key the key
     * @return their settings, in order
     */
    public List<Settings> objects(String key) {
        Object raw = raw(key).orElse(List.of());
        if (!(raw instanceof List<?> list)) {
            problem(key, "expected a list, found " + kind(raw));
            return List.of();
        }
        List<Settings> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            objects.add(child(key + "[" + i + "]", list.get(i)));
        }
        return objects;
    }

    private Settings child(String key, @Nullable Object raw) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (raw instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
        } else {
            problem(key, "expected an object, found " + kind(raw));
        }
        Settings child = new Settings(place(key), members, references, problems, !(raw instanceof Map<?, ?>));
        children.add(child);
        return child;
    }

    /**
     * Says that a setting is wrong in a way that only its reader can see.
     *
     * @param key the key; {@code ""} for the whole object
     * @param message what is wrong and the remedy; never a secret
     */
    public void problem(String key, String message) {
        problems.add(place(key), message);
    }

    /**
     * Makes a problem of every key, here and in the objects that were read, that nobody asked for. A key that is missing
     * because it is misspelt is told once, by its misspelling.
     */
    public void reportUnread() {
        for (String key : values.keySet()) {
            if (!read.contains(key)) {
                Optional<String> meant = meant(key);
                meant.ifPresent(name -> problems.remove(place(name), MISSING));
                problem(
                        key,
                        "unknown key"
                                + meant.map(name -> " (did you mean " + name + "?)")
                                        .orElse(""));
            }
        }
        children.forEach(Settings::reportUnread);
    }

    private Optional<String> meant(String key) {
        Set<String> unused = new TreeSet<>(read);
        unused.removeAll(values.keySet());
        return Suggestion.forTypo(key, unused);
    }

    /** Leaves what is unread unreported, here and below, for an object that nobody could read. */
    public void skipUnread() {
        read.addAll(values.keySet());
        children.forEach(Settings::skipUnread);
    }

    /** Keeps keys that core reads itself from the channel that reads the rest. */
    void reserve(Set<String> keys) {
        reserved.addAll(keys);
    }

    private Optional<Object> raw(String key) {
        if (reserved.contains(key)) {
            throw new IllegalStateException("the key \"" + key
                    + "\" is read by core for every destination; a channel gets it from DestinationConfig");
        }
        read.add(key);
        return Optional.ofNullable(values.get(key));
    }

    private <T> T required(String key, Optional<T> value, T standIn) {
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

    private static String kind(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        if (value instanceof Secret) {
            return "a secret";
        }
        return value == null ? "null" : "a plain value";
    }

    /** Names the place only: the values may be secret. */
    @Override
    public String toString() {
        return "Settings[" + Objects.requireNonNullElse(path, "") + "]";
    }
}

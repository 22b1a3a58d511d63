package io.github.guarddutynotify.config;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A configuration document: JSON with comments, in which <code>${NAME}</code> stands for the environment's value,
 * <code>${file:PATH}</code> for a file's text without its last line break, and <code>${scheme:ref}</code> for what a
 * resolver gives.
 *
 * <p>Holds the document as written; nothing is resolved or checked until a notifier is built of it. Immutable and safe
 * for use by many threads.
 */
public final class NotifierConfig {
    /** Twelve hexadecimal digits tell a firm's documents apart and can be read out on the telephone. */
    private static final int VERSION_BYTES = 6;

    private final String version;
    private final Map<String, @Nullable Object> document;
    private final References references;
    private final Consumer<ReadKey> watcher;

    private NotifierConfig(
            String version, Map<String, @Nullable Object> document, References references, Consumer<ReadKey> watcher) {
        this.version = version;
        this.document = document;
        this.references = references;
        this.watcher = watcher;
    }

    /**
     * Reads a file; <code>${NAME}</code> is the environment of this process.
     *
     * @param file the file, in UTF-8
     * @return the configuration
     * @throws IOException if the file can't be read
     * @throws ConfigException if it is no JSON object
     */
    public static NotifierConfig read(Path file) throws IOException {
        return reader().read(file);
    }

    /**
     * Reads a text; <code>${NAME}</code> is the environment of this process.
     *
     * @param json the text
     * @return the configuration
     * @throws ConfigException if it is no JSON object
     */
    public static NotifierConfig parse(String json) {
        return reader().parse(json);
    }

    /**
     * Takes a document that something else has read, in a format of its own. As text from code, its text is taken as it
     * is, <code>${…}</code> included.
     *
     * @param members the document's members: texts, numbers, booleans, lists and maps of them; {@code null} counts as left
     *     out
     * @return the configuration
     */
    public static NotifierConfig of(Map<String, ? extends @Nullable Object> members) {
        Map<String, @Nullable Object> copy = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        return new NotifierConfig(versionOf(JsonWriter.write(copy)), copy, References.LITERAL, key -> {});
    }

    /**
     * Starts a reading with an environment or resolvers of the host's own.
     *
     * @return a reader that knows the environment of this process and no resolver
     */
    public static Reader reader() {
        return new Reader(System::getenv, Map.of(), key -> {});
    }

    /**
     * The document's top, for one reading.
     *
     * @param problems where to gather what is wrong
     * @return the settings
     */
    public Settings settings(Problems problems) {
        return new Settings("", document, new Reading(references, problems, watcher));
    }

    /** Has every {@link SecretResolver} forget what it keeps, because the far end did not take it. */
    public void forgetSecrets() {
        references.forget();
    }

    /**
     * Tells this document from every other, for an audit: the beginning of the SHA-256 of the text as written, references
     * unresolved, so {@code sha256sum} of the file begins with the same digits; of a document that something else read,
     * the same of its JSON.
     *
     * @return twelve hexadecimal digits
     */
    public String version() {
        return version;
    }

    private static String versionOf(String json) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Shows nothing: a document may hold secrets. */
    @Override
    public String toString() {
        return "NotifierConfig[" + document.size() + " keys]";
    }

    /** How references are resolved; immutable, each method gives a new reader. */
    public static final class Reader {
        private final Function<String, @Nullable String> environment;
        private final Map<String, UnaryOperator<String>> resolvers;

        private final Consumer<ReadKey> watcher;

        private Reader(
                Function<String, @Nullable String> environment,
                Map<String, UnaryOperator<String>> resolvers,
                Consumer<ReadKey> watcher) {
            this.environment = environment;
            this.resolvers = resolvers;
            this.watcher = watcher;
        }

        /**
         * The same with another environment.
         *
         * @param variables what <code>${NAME}</code> stands for
         * @return the new reader
         */
        public Reader environment(Map<String, String> variables) {
            return new Reader(Map.copyOf(variables)::get, resolvers, watcher);
        }

        /**
         * The same with one more resolver.
         *
         * @param scheme what stands before the colon in <code>${scheme:ref}</code>; {@code file} is taken
         * @param resolver gives the value for what stands behind it; it is asked when the value is used, so it caches
         *     if asking is dear, and is a {@link SecretResolver} then
         * @return the new reader
         */
        public Reader resolver(String scheme, UnaryOperator<String> resolver) {
            Map<String, UnaryOperator<String>> more = new LinkedHashMap<>(resolvers);
            more.put(scheme, resolver);
            return new Reader(environment, more, watcher);
        }

        /**
         * The same with a watcher.
         *
         * @param told is told each key that a reader of the document asks for, set or not
         * @return the new reader
         */
        public Reader watcher(Consumer<ReadKey> told) {
            return new Reader(environment, resolvers, told);
        }

        /**
         * Reads a file.
         *
         * @param file the file, in UTF-8
         * @return the configuration
         * @throws IOException if the file can't be read
         * @throws ConfigException if it is no UTF-8 text or no JSON object
         */
        public NotifierConfig read(Path file) throws IOException {
            try {
                return parse(Files.readString(file, StandardCharsets.UTF_8));
            } catch (CharacterCodingException notUtf8) {
                throw documentProblem("is no UTF-8 text; save the file in UTF-8");
            }
        }

        /**
         * Reads a text.
         *
         * @param json the text
         * @return the configuration
         * @throws ConfigException if it is no JSON object
         */
        public NotifierConfig parse(String json) {
            try {
                return new NotifierConfig(
                        versionOf(json),
                        members(JsonValue.parseCommented(json)),
                        new References(environment, resolvers),
                        watcher);
            } catch (JsonSyntaxException malformed) {
                throw documentProblem(malformed.getMessage()
                        + "; look there for a missing comma, quote or bracket, or a key set twice");
            }
        }

        private static Map<String, @Nullable Object> members(JsonValue document) {
            if (!document.isObject()) {
                throw documentProblem("expected an object: { \"destinations\": { … }, \"routes\": [ … ] }");
            }
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            document.names()
                    .forEach(name -> members.put(name, document.member(name).toJava()));
            return Collections.unmodifiableMap(members);
        }

        private static ConfigException documentProblem(String message) {
            return new ConfigException(List.of(new Problem("(document)", message)));
        }
    }
}

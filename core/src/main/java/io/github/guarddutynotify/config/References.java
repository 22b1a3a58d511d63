package io.github.guarddutynotify.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What <code>${NAME}</code>, <code>${file:PATH}</code> and <code>${scheme:ref}</code> stand for; a dollar sign doubled in front of a brace stands
 * for itself. Text from code is {@linkplain #LITERAL taken as it is}.
 */
final class References {
    /** Nothing stands for anything else. */
    static final References LITERAL = new References(null, Map.of());

    /** The scheme that needs no resolver. */
    private static final String FILE = "file";

    /** The third group is empty where the closing brace is missing. */
    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}]*)(}?)");

    private final @Nullable Function<String, @Nullable String> environment;
    private final Map<String, UnaryOperator<String>> resolvers;

    References(@Nullable Function<String, @Nullable String> environment, Map<String, UnaryOperator<String>> resolvers) {
        this.environment = environment;
        this.resolvers = Map.copyOf(resolvers);
    }

    /** What can't be resolved in a text, as a sentence; empty if all can. Nothing is fetched. */
    Optional<String> fault(String text) {
        return environment == null
                ? Optional.empty()
                : references(text).map(this::faultOf).flatMap(Optional::stream).findFirst();
    }

    private static Stream<MatchResult> references(String text) {
        return REFERENCE.matcher(text).results().filter(match -> match.group(1).isEmpty());
    }

    private Optional<String> faultOf(MatchResult match) {
        if (match.group(3).isEmpty()) {
            return Optional.of("a reference lacks its closing brace; write ${NAME}, or $${ for the text itself");
        }
        String reference = match.group(2);
        int colon = reference.indexOf(':');
        if (colon >= 0) {
            String scheme = reference.substring(0, colon);
            if (scheme.equals(FILE)) {
                return faultOfFile(reference.substring(colon + 1));
            }
            return resolvers.containsKey(scheme)
                    ? Optional.empty()
                    : Optional.of("no resolver is registered for ${" + scheme + ":…}; registered: "
                            + (resolvers.isEmpty() ? "none" : String.join(", ", new TreeSet<>(resolvers.keySet()))));
        }
        String value = variable(reference);
        return value == null || value.isBlank()
                ? Optional.of("the environment variable " + reference + " is not set")
                : Optional.empty();
    }

    private static Optional<String> faultOfFile(String path) {
        try {
            return Files.isReadable(Path.of(path)) && Files.isRegularFile(Path.of(path))
                    ? Optional.empty()
                    : Optional.of("can't read the file \"" + path + "\"; check the path and who may read it");
        } catch (InvalidPathException noPath) {
            return Optional.of("${file:…} is followed by what is no path of a file");
        }
    }

    /** Whether a text from a document says itself what it stands for. */
    boolean isInClear(String text) {
        return environment != null && references(text).findAny().isEmpty();
    }

    /** Has resolvers forget what they keep. */
    void forget() {
        for (UnaryOperator<String> resolver : resolvers.values()) {
            if (resolver instanceof SecretResolver caching) {
                caching.forget();
            }
        }
    }

    /** Whether a text can be had without asking a resolver. */
    boolean isLocal(String text) {
        return environment == null
                || references(text).noneMatch(match -> match.group(2).contains(":"));
    }

    /**
     * The text with everything put in; what has a {@linkplain #fault fault} becomes the empty text.
     *
     * @throws Secret.UnavailableException if a resolver fails or gives nothing
     */
    String resolve(String text) {
        return environment == null ? text : REFERENCE.matcher(text).replaceAll(this::replacement);
    }

    private String replacement(MatchResult match) {
        return Matcher.quoteReplacement(
                match.group(1).isEmpty()
                        ? valueOf(match.group(2))
                        : match.group().substring(1));
    }

    private String valueOf(String reference) {
        int colon = reference.indexOf(':');
        if (colon < 0) {
            String value = variable(reference);
            return value == null ? "" : value;
        }
        String scheme = reference.substring(0, colon);
        if (scheme.equals(FILE)) {
            return fileText(reference.substring(colon + 1));
        }
        UnaryOperator<String> resolver = resolvers.get(scheme);
        return resolver == null ? "" : fetched(scheme, resolver, reference.substring(colon + 1));
    }

    /** Read on each use, so that a file which is written anew counts at once. */
    private static String fileText(String path) {
        try {
            String text = Files.readString(Path.of(path)).replaceFirst("\\R\\z", "");
            if (!text.isBlank()) {
                return text;
            }
        } catch (IOException | InvalidPathException unreadable) {
            throw new Secret.UnavailableException("the file of ${file:…} can't be read");
        }
        throw new Secret.UnavailableException("the file of ${file:…} is empty");
    }

    private static String fetched(String scheme, UnaryOperator<String> resolver, String reference) {
        @Nullable String value;
        try {
            value = resolver.apply(reference);
        } catch (RuntimeException failed) { // whose message may hold anything
            throw new Secret.UnavailableException("the resolver of ${" + scheme + ":…} threw "
                    + failed.getClass().getName());
        }
        if (value == null || value.isBlank()) {
            throw new Secret.UnavailableException("the resolver of ${" + scheme + ":…} gave nothing");
        }
        return value;
    }

    private @Nullable String variable(String name) {
        return environment == null ? null : environment.apply(name);
    }
}

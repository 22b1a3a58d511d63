package io.github.guarddutynotify.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers everything that is wrong with a configuration, so that a person mends it in one go.
 *
 * <p>Not safe for use by several threads: a configuration is read by one.
 */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    private final List<Problem> warnings = new ArrayList<>();

    /** Starts with no problem. */
    public Problems() {}

    /**
     * Adds a problem; the same one is kept once.
     *
     * @param path the place
     * @param message what is wrong and the remedy; never a secret
     */
    public void add(String path, String message) {
        Problem problem = new Problem(path, message);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /**
     * Adds that something is missing, unless its place is wrong already: then it was there and could not be read.
     *
     * @param path the place
     * @param message what is missing and the remedy
     */
    public void addUnlessWrong(String path, String message) {
        if (found.stream().noneMatch(problem -> problem.path().equals(path))) {
            add(path, message);
        }
    }

    /**
     * Adds what is no problem and yet not as it should be; the same is kept once.
     *
     * @param path the place
     * @param message what is unwise and the remedy; never a secret
     */
    public void warn(String path, String message) {
        Problem warning = new Problem(path, message);
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    /**
     * What is no problem and yet not as it should be.
     *
     * @return the warnings in the order in which they were found
     */
    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** Takes back a problem that turned out to be another one's consequence. */
    void remove(String path, String message) {
        found.remove(new Problem(path, message));
    }

    /**
     * What was found so far.
     *
     * @return the problems in the order in which they were found
     */
    public List<Problem> all() {
        return List.copyOf(found);
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigException with all problems, if there is any
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }
}

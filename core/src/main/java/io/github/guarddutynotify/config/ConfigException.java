package io.github.guarddutynotify.config;

import java.util.List;
import java.util.stream.Collectors;

/** Says everything that is wrong with a configuration at once, each with its path and its remedy. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Makes the exception of these problems.
     *
     * @param problems at least one
     */
    public ConfigException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    private static String message(List<Problem> problems) {
        String count = problems.size() == 1 ? "1 problem:" : problems.size() + " problems:";
        return problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n  ", "notifier config has " + count + "\n  ", ""));
    }

    /**
     * What is wrong.
     *
     * @return the problems, in the order in which they were found
     */
    public List<Problem> problems() {
        return problems;
    }
}

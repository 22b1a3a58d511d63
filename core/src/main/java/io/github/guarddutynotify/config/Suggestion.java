package io.github.guarddutynotify.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name a person meant, by the fewest letters to change; two neighbours that changed places are one change. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The words about a guess, to be put behind the name that nothing has.
     *
     * @param typed that name
     * @param names the names that there are
     * @return such as {@code " (did you mean smtp?)"}; empty where none is near
     */
    public static String after(String typed, Collection<String> names) {
        return forTypo(typed, names).map(Suggestion::words).orElse("");
    }

    static String words(String meant) {
        return " (did you mean " + meant + "?)";
    }

    static Optional<String> forTypo(String typed, Collection<String> names) {
        // One letter for another is no guess where there is no other letter.
        int tolerated = Math.min(typed.length() - 1, Math.max(1, typed.length() / 3));
        return names.stream()
                .filter(name -> distance(typed, name) <= tolerated)
                .min(Comparator.<String>comparingInt(name -> distance(typed, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance with Damerau's swaps, letters compared without their case. */
    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[][] changes = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    changes[i][j] = i + j;
                    continue;
                }
                int replaced = changes[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                changes[i][j] = Math.min(replaced, 1 + Math.min(changes[i - 1][j], changes[i][j - 1]));
                if (isSwap(left, i, right, j)) {
                    changes[i][j] = Math.min(changes[i][j], 1 + changes[i - 2][j - 2]);
                }
            }
        }
        return changes[left.length()][right.length()];
    }

    /** Whether the two letters before these places are the same the other way round. */
    private static boolean isSwap(String left, int i, String right, int j) {
        return i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
    }
}

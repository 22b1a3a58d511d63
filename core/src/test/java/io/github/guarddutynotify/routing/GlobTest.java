package io.github.guarddutynotify.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', a, false",
        "*, '', true",
        "*, anything, true",
        "**, '', true",
        "a, A, true",
        "A*C, abc, true",
        "a*c, ac, true",
        "a*c, abcd, false",
        "*c, abcbc, true",
        "a*b*c, aXbXbXc, true",
        "a*b*c, acb, false",
        "Recon:EC2/*, Recon:EC2/Portscan, true",
        "Recon:EC2/*, Recon:EC2, false",
        "a.c, abc, false",
        "a?c, abc, false",
        "[a], a, false",
        "(*, (x, true",
    })
    void aStarStandsForAnyRunAndAllElseForItself(String pattern, String text, boolean fits) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(fits);
    }

    @Test
    void agreesWithTheExpressionThatItStandsFor() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String pattern = word(random, "ab*", 6);
            String text = word(random, "ab", 8);
            Pattern meant = Pattern.compile(Stream.of(pattern.split("", -1))
                    .map(letter -> letter.equals("*") ? ".*" : letter)
                    .collect(Collectors.joining()));

            assertThat(new Glob(pattern).matches(text))
                    .as("%s for %s", pattern, text)
                    .isEqualTo(meant.matcher(text).matches());
        }
    }

    /** One that tries every split would need more steps than there are atoms, so that it ends at all is the test. */
    @Test
    @Timeout(60)
    void aPathologicalPatternEnds() {
        Glob stars = new Glob("a*".repeat(500) + "b");

        assertThat(stars.matches("a".repeat(5_000))).isFalse();
        assertThat(stars.matches("a".repeat(5_000) + "b")).isTrue();
        assertThat(new Glob("*".repeat(5_000)).matches("a".repeat(5_000))).isTrue();
    }

    private static String word(Random random, String letters, int longest) {
        return random.ints(random.nextInt(longest + 1), 0, letters.length())
                .mapToObj(at -> letters.substring(at, at + 1))
                .collect(Collectors.joining());
    }
}

package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final Random random = new Random(7);

    @Test
    void doublesTheLongestWaitUpToItsBound() {
        RetryPolicy policy = new RetryPolicy(9, Duration.ofMillis(500), Duration.ofSeconds(3));

        assertThat(longest(policy, 1)).isBetween(Duration.ofMillis(450), Duration.ofMillis(500));
        assertThat(longest(policy, 2)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
        assertThat(longest(policy, 3)).isBetween(Duration.ofMillis(1800), Duration.ofSeconds(2));
        assertThat(longest(policy, 4)).isBetween(Duration.ofMillis(2700), Duration.ofSeconds(3));
        assertThat(longest(policy, 500)).isBetween(Duration.ofMillis(2700), Duration.ofSeconds(3));
    }

    @Test
    void spreadsWaitsOverTheWholeRange() {
        RetryPolicy policy = new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(1));

        long early = IntStream.range(0, 1000)
                .filter(i -> policy.waitAfter(1, random).toMillis() < 500)
                .count();

        assertThat(early).isBetween(400L, 600L);
    }

    @Test
    void doesNotOverflowWithAHugeFirstWait() {
        RetryPolicy policy = new RetryPolicy(40, Duration.ofDays(10_000), Duration.ofDays(20_000));

        assertThat(policy.waitAfter(30, random)).isBetween(Duration.ZERO, Duration.ofDays(20_000));
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
                .withMessageContaining("at least one attempt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(-1), Duration.ZERO));
    }

    private Duration longest(RetryPolicy policy, int attempt) {
        return IntStream.range(0, 500)
                .mapToObj(i -> policy.waitAfter(attempt, random))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}

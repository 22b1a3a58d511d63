package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.config.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PaceTest {
    private static final Duration LONG = Duration.ofHours(1);

    /** As System.nanoTime may, it passes from positive to negative. */
    private long now = Long.MAX_VALUE - 1_500_000_000L;

    @Test
    void withoutABoundEveryMomentIsFree() {
        Pace pace = new Pace(Rate.UNLIMITED);

        for (int i = 0; i < 100; i++) {
            assertThat(pace.next(now, Duration.ZERO)).isZero();
        }
    }

    @Test
    void spreadsOneASecond() {
        Pace pace = new Pace(Rate.parse("1/s"));

        assertThat(pace.next(now, LONG)).isZero();
        assertThat(pace.next(now, LONG)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.next(now, LONG)).isEqualTo(Duration.ofSeconds(2));
        pass(Duration.ofMillis(2_250));
        assertThat(pace.next(now, LONG)).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void letsABurstThroughThatTheRateAllows() {
        Pace pace = new Pace(Rate.parse("3/min"));

        assertThat(List.of(pace.next(now, LONG), pace.next(now, LONG), pace.next(now, LONG)))
                .containsOnly(Duration.ZERO);
        assertThat(pace.next(now, LONG)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void neverHasMoreInAnyStretchThanItsRate() {
        Pace pace = new Pace(Rate.parse("7/s"));
        Random random = new Random(4);
        long begin = now;
        List<Long> moments = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            pass(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(900) : 0));
            Duration latest = Duration.ofMillis(random.nextInt(3_000));
            Duration wait = pace.next(now, latest);
            if (wait.compareTo(latest) <= 0) {
                moments.add(now + wait.toNanos() - begin);
            }
        }

        Collections.sort(moments);
        for (int i = 7; i < moments.size(); i++) {
            assertThat(moments.get(i) - moments.get(i - 7)).isGreaterThanOrEqualTo(1_000_000_000L);
        }
        assertThat(moments).hasSizeGreaterThan(1_000);
    }

    @Test
    void aMomentThatIsTooLateStaysFree() {
        Pace pace = new Pace(Rate.parse("1/s"));
        pace.next(now, LONG);

        assertThat(pace.next(now, Duration.ofMillis(999))).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.next(now, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.next(now, LONG)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void handsOutNothingWhileTheFarEndWantsToBeLeftAlone() {
        Pace pace = new Pace(Rate.UNLIMITED);
        pace.hold(now, Duration.ofSeconds(7));
        pace.hold(now, Duration.ofSeconds(3)); // the longer one counts

        assertThat(pace.isHeld(now)).isTrue();
        assertThat(pace.next(now, LONG)).isEqualTo(Duration.ofSeconds(7));
        pass(Duration.ofSeconds(7));
        assertThat(pace.isHeld(now)).isFalse();
        assertThat(pace.next(now, LONG)).isZero();
    }

    @Test
    void aFarEndThatSaysForEverIsAskedAgainAfterADay() {
        Pace pace = new Pace(Rate.parse("1/s"));
        pace.hold(now, Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(pace.next(now, LONG)).isEqualTo(Duration.ofDays(1));
        pass(Duration.ofDays(1));
        assertThat(pace.next(now, LONG)).isZero();
    }

    @Test
    void givesEachMomentToOneOfManyCallers() throws InterruptedException {
        Pace pace = new Pace(Rate.parse("1/s"));
        List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8 * 200; i++) {
            threads.execute(() -> waits.add(pace.next(now, LONG)));
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(waits).hasSize(1_600).doesNotHaveDuplicates();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}

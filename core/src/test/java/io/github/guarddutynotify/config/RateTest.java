package io.github.guarddutynotify.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @Test
    void readsOneSpelling() {
        assertThat(Rate.parse("1/s")).isEqualTo(new Rate(1, Duration.ofSeconds(1)));
        assertThat(Rate.parse("30/min")).isEqualTo(new Rate(30, Duration.ofMinutes(1)));
        assertThat(Rate.parse("9999/h")).isEqualTo(new Rate(9999, Duration.ofHours(1)));
        assertThat(Rate.parse("unlimited")).isEqualTo(Rate.UNLIMITED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/s", "30/min", "9999/h", "unlimited"})
    void isPrintedAsItIsWritten(String text) {
        assertThat(Rate.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "/s",
                "0/s",
                "01/s",
                "10000/s",
                "-1/s",
                "1 /s",
                "1/S",
                "1/sec",
                "1/m",
                "1/d",
                "1.5/s",
                "1/s ",
                "Unlimited"
            })
    void refusesEveryOther(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.parse(text)).withMessage("expected " + Rate.FORM);
    }

    @Test
    void knowsNoOtherStretchOfTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, Duration.ofSeconds(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, Duration.ofSeconds(1)));
    }
}

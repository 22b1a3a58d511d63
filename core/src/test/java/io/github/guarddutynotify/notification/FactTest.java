package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactTest {
    private static Fact labelled(String label) {
        return new Fact(label, new Fact.Own("Isolate the instance"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12", "999"})
    void isNumberedWhereItsLabelIsANumber(String label) {
        assertThat(labelled(label).isNumbered()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1000", "1.", "1a", "Port", "١"})
    void isNotNumberedByAnyOtherLabel(String label) {
        assertThat(labelled(label).isNumbered()).isFalse();
    }
}

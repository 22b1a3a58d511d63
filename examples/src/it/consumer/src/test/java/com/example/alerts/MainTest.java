package com.example.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void findsTheChannelThatItDependsOn() {
        assertThat(Main.channels()).containsExactly("slack");
    }
}

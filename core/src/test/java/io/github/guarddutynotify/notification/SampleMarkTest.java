package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.testkit.Findings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleMarkTest {
    @ParameterizedTest
    @CsvSource({
        "Port scan,            false, Port scan,           Recon: Port scan",
        "Port scan,            true,  [SAMPLE] Port scan,  [SAMPLE] Recon: Port scan",
        "[SAMPLE] Port scan,   true,  [SAMPLE] Port scan,  [SAMPLE] Recon: Port scan",
        "[SAMPLE]Port scan,    true,  [SAMPLE] Port scan,  [SAMPLE] Recon: Port scan",
        "[SAMPLE] Port scan,   false, [SAMPLE] Port scan,  [SAMPLE] Recon: Port scan",
        "Port scan [SAMPLE],   false, Port scan [SAMPLE],  Recon: Port scan [SAMPLE]",
    })
    void standsOnceAndBeforeEverything(String title, boolean isSample, String alone, String behindWords) {
        Finding finding = Findings.builder("Recon:EC2/Portscan", 5)
                .at("/title", title)
                .at("/service/additionalInfo/sample", isSample)
                .build();

        assertThat(SampleMark.title(finding, "")).isEqualTo(alone);
        assertThat(SampleMark.title(finding, "Recon: ")).isEqualTo(behindWords);
    }
}

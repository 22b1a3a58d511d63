package io.github.guarddutynotify.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.SharedFindings;
import org.junit.jupiter.api.Test;

/** What {@code resources} and {@code tags} look at, over other people's findings. */
class AffectedNamesTest {

    @Test
    void nearlyEveryFindingThatNamesAKindOfResourceNamesTheResource() {
        assertThat(SharedFindings.findings().values())
                .filteredOn(finding -> finding.resourceType().isPresent())
                .filteredOn(finding -> AffectedNames.of(finding).isEmpty())
                .hasSizeLessThan(6);
    }

    @Test
    void anInstanceIsKnownByItsIdAndNotByItsRole() {
        assertThat(SharedFindings.findings().values())
                .filteredOn(finding -> finding.text("/resource/instanceDetails/iamInstanceProfile/arn").stream()
                        .anyMatch(arn -> arn.startsWith("arn:")))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(AffectedNames.of(finding))
                        .contains(finding.text("/resource/instanceDetails/instanceId")
                                .orElseThrow())
                        .doesNotContain(finding.text("/resource/instanceDetails/iamInstanceProfile/arn")
                                .orElseThrow()));
    }

    @Test
    void aTagIsFoundOnWhateverOfTheFindingHasIt() {
        assertThat(SharedFindings.findings().values())
                .filteredOn(finding ->
                        !finding.texts("/resource/s3BucketDetails/*/tags/*/key").isEmpty())
                .isNotEmpty()
                .allSatisfy(finding -> {
                    String key = finding.text("/resource/s3BucketDetails/*/tags/*/key")
                            .orElseThrow();
                    String value = finding.text("/resource/s3BucketDetails/*/tags/*/value")
                            .orElseThrow();
                    assertThat(AffectedNames.tagged(finding, key)).contains(value);
                });
    }
}

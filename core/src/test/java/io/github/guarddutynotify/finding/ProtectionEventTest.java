package io.github.guarddutynotify.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.SharedFindings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectionEventTest {
    private static Finding event(String detailType, String detail) {
        return FindingReader.read("""
                {"id":"e1","detail-type":"%s","source":"aws.guardduty","account":"111122223333",
                 "time":"2026-01-01T00:00:00Z","region":"eu-west-1","resources":["arn:plan"],"detail":%s}
                """.formatted(detailType, detail));
    }

    private static Finding scan(String result, String version) {
        return event("GuardDuty Malware Protection Object Scan Result", """
                {"scanStatus":"COMPLETED","resourceType":"S3_OBJECT",
                 "s3ObjectDetails":{"bucketName":"b","objectKey":"k","eTag":"e","versionId":"%s"},
                 "scanResultDetails":{"scanResultStatus":%s,"threats":[{"name":"Eicar"}]}}
                """.formatted(version, result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"THREATS_FOUND\"    | HIGH   | ThreatsFound    | Malware found in S3 object b/k",
                "\"NO_THREATS_FOUND\" | LOW    | NoThreatsFound  | No threats found in S3 object b/k",
                "\"UNSUPPORTED\"      | LOW    | Unsupported     | Not scanned for malware: S3 object b/k",
                "\"ACCESS_DENIED\"    | MEDIUM | AccessDenied    | Not scanned for malware, access denied: S3 object b/k",
                "\"FAILED\"           | MEDIUM | Failed          | Scan for malware: failed: S3 object b/k",
                "\"HALF_DONE\"        | MEDIUM | HalfDone        | Scan for malware: half done: S3 object b/k",
                "null                 | MEDIUM | ''              | Scan for malware without a result: S3 object b/k",
                "\"<script>\"         | MEDIUM | ''              | Scan for malware without a result: S3 object b/k",
            })
    void aScanIsAsBadAsItsResult(String result, Severity severity, String mechanism, String title) {
        Finding scan = scan(result, "1");
        assertThat(scan.severity()).isEqualTo(severity);
        assertThat(scan.type().isWellFormed()).isTrue();
        assertThat(scan.type().family()).isEqualTo("ObjectScanResult");
        assertThat(scan.type().mechanism()).isEqualTo(mechanism);
        assertThat(scan.title()).isEqualTo(title);
        assertThat(scan.eventKind()).isEqualTo(EventKind.OBJECT_SCAN_RESULT);
        assertThat(scan.accountId()).contains("111122223333");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GuardDuty Malware Protection Resource Status Active|LOW|MalwareProtection:S3/ResourceStatus.Active",
                "GuardDuty Malware Protection Resource Status Warning|LOW|MalwareProtection:S3/ResourceStatus.Warning",
                "GuardDuty Malware Protection Resource Status warning|LOW|MalwareProtection:S3/ResourceStatus.Warning",
                "GuardDuty Malware Protection Resource Status Error|MEDIUM|MalwareProtection:S3/ResourceStatus.Error",
                "GuardDuty Malware Protection Post Scan Action Failed|MEDIUM|MalwareProtection:S3/PostScanActionFailed",
                "GuardDuty Runtime Protection Unhealthy|MEDIUM|RuntimeProtection:EKS/Unhealthy",
                "GuardDuty Runtime Protection Healthy|LOW|RuntimeProtection:EKS/Healthy",
            })
    void everyOtherKindHasATypeAndASeverity(String detailType, Severity severity, String type) {
        Finding event = event(detailType, """
                {"s3BucketDetails":{"bucketName":"b"},"resourceAccountId":"444455556666",
                 "resourceDetails":{"resourceType":"EKS","eksClusterDetails":{"clusterName":"prod"}}}
                """);
        assertThat(event.severity()).isEqualTo(severity);
        assertThat(event.type().text()).isEqualTo(type);
        assertThat(event.accountId()).contains("444455556666");
        assertThat(event.title()).isNotBlank().isNotEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"GuardDuty Runtime Protection Unhealthy", "GuardDuty Malware Protection Object Scan Result"})
    void reliesOnNothing(String detailType) {
        Finding event = event(detailType, "{}");
        assertThat(event.type().isWellFormed()).isTrue();
        assertThat(event.title()).doesNotContain("null").doesNotEndWith(" ");
        assertThat(event.id()).startsWith("derived-");
    }

    @Test
    void aRepeatHasTheSameIdAndAnotherVersionAnother() {
        assertThat(scan("\"THREATS_FOUND\"", "1").id())
                .isEqualTo(scan("\"THREATS_FOUND\"", "1").id());
        assertThat(scan("\"THREATS_FOUND\"", "1").id())
                .isNotEqualTo(scan("\"THREATS_FOUND\"", "2").id());
        assertThat(scan("\"THREATS_FOUND\"", "1").id())
                .isNotEqualTo(scan("\"FAILED\"", "1").id());
    }

    @Test
    void nothingOfTheDetailIsLost() {
        Finding scan = FindingReader.read(SharedFindings.document("event--guardduty-malware"));
        assertThat(scan.text("/scanResultDetails/threats/*/name")).contains("EICAR-Test-File (not a virus)");
        assertThat(scan.text("/s3ObjectDetails/s3Throttled")).contains("false");
    }
}

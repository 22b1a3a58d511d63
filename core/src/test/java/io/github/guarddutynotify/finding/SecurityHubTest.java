package io.github.guarddutynotify.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.FindingRecord.Found;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityHubTest {
    private static final String ARN =
            "arn:aws:guardduty:us-east-1:193043430472:detector/d4b0/finding/46ba0ac2845071e23ccdeb2ae03bfdea";

    private static final String ASFF = """
            {"SchemaVersion":"2018-10-08","Id":"%s","ProductArn":"arn:aws:securityhub:us-east-1::product/aws/guardduty",
             "AwsAccountId":"193043430472","Types":["TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce"],
             "FirstObservedAt":"2020-08-22T09:15:57Z","LastObservedAt":"2020-09-30T11:56:49Z",
             "UpdatedAt":"2020-09-30T12:14:00.206Z","Severity":%s,"Title":"SSH brute force","RecordState":"ARCHIVED",
             "Workflow":{"Status":"NEW"},
             "ProductFields":{
               "aws/guardduty/service/count":"74","aws/guardduty/service/evidence":"",
               "aws/guardduty/service/action/actionType":"PORT_PROBE",
               "aws/guardduty/service/action/portProbeAction/portProbeDetails.1_/localPortDetails/port":"23",
               "aws/guardduty/service/action/portProbeAction/portProbeDetails.0_/localPortDetails/port":"22",
               "aws/guardduty/service/evidence/threatIntelligenceDetails.0_/threatNames.0_":"Scanner",
               "aws/guardduty/service/additionalInfo/sample":"true",
               "aws/securityhub/ProductName":"GuardDuty"},
             "Resources":[
               {"Type":"AwsEc2Instance","Id":"arn:aws:ec2:us-east-1:193043430472:instance/i-0c10c2c7863d1a356",
                "Tags":{"Name":"kubectl"},
                "Details":{"AwsEc2Instance":{"Type":"t2.micro","IpV4Addresses":["18.234.130.16"],"VpcId":"vpc-1"}}},
               {"Type":"AwsQuantumComputer","Id":"q-1"}]}
            """;

    private static String asff(String severity) {
        return ASFF.formatted(ARN, severity);
    }

    private static String event(String detailType, String... findings) {
        return "{\"detail-type\":\"" + detailType + "\",\"source\":\"aws.securityhub\",\"account\":\"1\",\"detail\":{"
                + "\"findings\":[" + String.join(",", findings) + "]}}";
    }

    @Test
    void turnsAsffBackIntoGuardDutysFinding() {
        Finding finding = FindingReader.read(
                event("Security Hub Findings - Imported", asff("{\"Product\":2,\"Label\":\"LOW\",\"Normalized\":40}")));
        assertThat(finding.id()).isEqualTo("46ba0ac2845071e23ccdeb2ae03bfdea");
        assertThat(finding.type().text()).isEqualTo("UnauthorizedAccess:EC2/SSHBruteForce");
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.accountId()).contains("193043430472");
        assertThat(finding.region()).contains("us-east-1");
        assertThat(finding.partition()).contains("aws");
        assertThat(finding.count()).isEqualTo(74);
        assertThat(finding.isArchived()).isTrue();
        assertThat(finding.isSample()).isTrue();
        assertThat(finding.firstSeen()).hasToString("Optional[2020-08-22T09:15:57Z]");
        assertThat(finding.resourceType()).contains("Instance");
        assertThat(finding.text("/resource/instanceDetails/instanceId")).contains("i-0c10c2c7863d1a356");
        assertThat(finding.text("/resource/instanceDetails/tags/0/value")).contains("kubectl");
        assertThat(finding.texts("/service/action/portProbeAction/portProbeDetails/*/localPortDetails/port"))
                .containsExactly("22", "23");
        assertThat(finding.texts("/service/evidence/threatIntelligenceDetails/*/threatNames/*"))
                .containsExactly("Scanner");
        assertThat(finding.text("/resource/otherResources/0/id")).contains("q-1");
        assertThat(finding.text("/securityHub/Workflow/Status")).contains("NEW");
    }

    @Test
    void readsAllOfGuardDutysFindingsOfAnEventAndNoneOfOtherProducts() {
        String other = asff("{}").replace("product/aws/guardduty", "product/aws/inspector");
        List<FindingRecord> records = FindingReader.readAll(
                event("Security Hub Findings - Custom Action", other, asff("{}"), other, asff("{}")));
        assertThat(records)
                .extracting(FindingRecord::place)
                .containsExactly("detail.findings[1]", "detail.findings[3]");
        assertThat(records).allMatch(Found.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Product\":8,\"Label\":\"HIGH\"}                 | HIGH",
                "{\"Product\":2,\"Label\":\"CRITICAL\"}             | CRITICAL",
                "{\"Label\":\"MEDIUM\",\"Normalized\":80}           | MEDIUM",
                "{\"Product\":5}                                    | MEDIUM",
                "{\"Product\":0,\"Label\":\"INFORMATIONAL\"}        | LOW",
                "{\"Normalized\":80}                                | UNKNOWN",
            })
    void severityIsByLabelOrProduct(String severity, Severity expected) {
        Finding finding = FindingReader.read(event("Security Hub Findings - Imported", asff(severity)));
        assertThat(finding.severity()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "TTPs/Discovery/Recon:EC2-Portscan, Recon:EC2/Portscan",
        "Software and Configuration Checks/Backdoor:EC2.C&CActivity.B, Backdoor:EC2/C&CActivity.B",
        "TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS, Backdoor:EC2/C&CActivity.B!DNS",
        "TTPs/AttackSequence:IAM/CompromisedCredentials, AttackSequence:IAM/CompromisedCredentials",
        "TTPs/Credential Access/IAMUser-AnomalousBehavior, CredentialAccess:IAMUser/AnomalousBehavior",
        "TTPs/DefenseEvasion/EC2:Unusual-DNS-Resolver, DefenseEvasion:EC2/UnusualDNSResolver",
        "TTPs/AnomalousBehavior/CredentialAccess:Kubernetes-SecretsAccessed,"
                + " CredentialAccess:Kubernetes/AnomalousBehavior.SecretsAccessed",
        "Unusual Behaviors/VM/Behavior:EC2-NetworkPortUnusual, Behavior:EC2/NetworkPortUnusual",
        "TTPs/Credential Access/CredentialAccess:RDS-AnomalousBehavior.FailedLogin,"
                + " CredentialAccess:RDS/AnomalousBehavior.FailedLogin",
        "Recon:EC2/Portscan, Recon:EC2/Portscan",
        "Effects/Something new, Effects/Something new",
    })
    void turnsTheSpellingOfTypesBack(String spelled, String type) {
        assertThat(SecurityHubTypes.back(List.of(spelled))).contains(type);
    }

    @Test
    void readsOcsf() {
        Finding finding = FindingReader.read(event("Findings Imported V2", """
                {"class_uid":2004,"severity_id":4,"count":3,"metadata":{"product":{"name":"GuardDuty"}},
                 "finding_info":{"uid":"%s","title":"T","desc":"D","types":["TTPs/Discovery/Recon:EC2-Portscan"],
                   "first_seen_time_dt":"2026-01-01T00:00:00Z","last_seen_time":1767229200000},
                 "cloud":{"account":{"uid":"111122223333"},"region":"eu-west-1"},
                 "resources":[{"type":"AWS::EC2::Instance","uid":"arn:aws:ec2:eu-west-1:1:instance/i-1"},
                   {"type":"AwsIamAccessKey","uid":"AWS::IAM::AccessKey:AKIA","data":{"PrincipalName":"bob"}}],
                 "evidences":[{"api":{"operation":"DeleteTrail","service":{"name":"cloudtrail.amazonaws.com"}},
                   "src_endpoint":{"ip":"203.0.113.7","location":{"country":"NL"},
                     "autonomous_system":{"number":64512,"name":"Evil"}}}]}
                """.formatted(ARN)));
        assertThat(finding.type().text()).isEqualTo("Recon:EC2/Portscan");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.id()).isEqualTo("46ba0ac2845071e23ccdeb2ae03bfdea");
        assertThat(finding.count()).isEqualTo(3);
        assertThat(finding.lastSeen()).hasToString("Optional[2026-01-01T01:00:00Z]");
        assertThat(finding.text("/resource/accessKeyDetails/userName")).contains("bob");
        assertThat(finding.text("/service/action/awsApiCallAction/api")).contains("DeleteTrail");
        assertThat(finding.text("/service/action/awsApiCallAction/remoteIpDetails/organization/asn"))
                .contains("64512");
        assertThat(finding.text("/ocsf/cloud/region")).contains("eu-west-1");
    }
}

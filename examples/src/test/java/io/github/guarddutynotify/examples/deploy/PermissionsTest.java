package io.github.guarddutynotify.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.examples.lambda.GuardDutyHandler;
import io.github.guarddutynotify.ledger.dynamodb.DynamoDbLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the function's role grants is what is called with it: no more, no less. */
class PermissionsTest {
    private static final Pattern CLIENT =
            Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.\\w+Client");

    /** What our code calls, but never within the function: a probe is a person's, with that person's credentials. */
    private static final Set<String> BY_PEOPLE = Set.of("sns:GetTopicAttributes");

    /** What is called in the function's name by others than our code. */
    private static final Map<String, Set<String>> BY_OTHERS = Map.of(
            "Lambda, writing the log",
            Set.of("logs:CreateLogStream", "logs:PutLogEvents"),
            "Lambda, reading the queue",
            Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
            "Lambda, when an asynchronous call failed for good",
            Set.of("sqs:SendMessage"),
            "SNS, for who publishes to an encrypted topic",
            Set.of("kms:GenerateDataKey", "kms:Decrypt"),
            "the AWS Parameters and Secrets extension",
            Set.of("secretsmanager:GetSecretValue", "ssm:GetParameter", "kms:Decrypt"),
            "Lambda, joining a VPC",
            Set.of(
                    "ec2:CreateNetworkInterface",
                    "ec2:DeleteNetworkInterface",
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:UnassignPrivateIpAddresses",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSubnets"));

    /** AWS knows no resource for them. */
    private static final Set<String> WITHOUT_RESOURCE = Set.of("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets");

    private final List<Map<String, Object>> statements;

    PermissionsTest() throws IOException {
        Template template = Template.read(Path.of("deploy/template.yaml"));
        this.statements = Template.branches(template.at("Resources", "FunctionRole", "Properties", "Policies"))
                .flatMap(policy -> Template.branches(
                        Template.map(policy.get("PolicyDocument")).get("Statement")))
                .toList();
    }

    @Test
    void grantsWhatIsCalledAndNothingElse() {
        Set<String> called = new HashSet<>(calledByOurCode());
        called.removeAll(BY_PEOPLE);
        BY_OTHERS.values().forEach(called::addAll);

        assertThat(granted(statements)).containsExactlyInAnyOrderElementsOf(called);
    }

    /** Or the test above would hold for a code that calls nothing. */
    @Test
    void findsTheCallsOfOurCode() {
        assertThat(calledByOurCode())
                .contains("sns:Publish", "sts:AssumeRole", "dynamodb:UpdateItem", "dynamodb:PutItem");
    }

    @Test
    void namesResourcesWhereAwsKnowsThem() {
        assertThat(statements)
                .filteredOn(
                        statement -> Template.texts(statement.get("Resource")).contains("*"))
                .flatExtracting(statement -> Template.texts(statement.get("Action")))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_RESOURCE);
    }

    @Test
    void namesEachActionInFull() {
        assertThat(granted(statements))
                .allMatch(Pattern.compile("[a-z0-9]+:[A-Za-z]+").asMatchPredicate());
        assertThat(statements).allSatisfy(statement -> assertThat(statement).contains(entry("Effect", "Allow")));
    }

    @Test
    void tellsStatementsApart() {
        assertThat(statements).extracting(statement -> statement.get("Sid")).doesNotHaveDuplicates();
    }

    private static Set<String> granted(List<Map<String, Object>> statements) {
        return statements.stream()
                .flatMap(statement -> Template.texts(statement.get("Action")).stream())
                .collect(Collectors.toSet());
    }

    /** By what runs in the function: the channels, the ledger and the handlers. */
    private static Set<String> calledByOurCode() {
        JavaClasses code = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(
                        NotificationChannel.class.getPackageName(),
                        DynamoDbLedger.class.getPackageName(),
                        GuardDutyHandler.class.getPackageName());
        return code.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .flatMap(access -> action(access).stream())
                .collect(Collectors.toSet());
    }

    /** The action of a call of an SDK client, or of what calls one for us. */
    private static Optional<String> action(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String method = access.getName();
        if (owner.endsWith(".StsAssumeRoleCredentialsProvider")) {
            return Optional.of("sts:AssumeRole");
        }
        Matcher client = CLIENT.matcher(owner);
        if (!client.matches() || Set.of("builder", "close").contains(method)) {
            return Optional.empty();
        }
        String call = method.replaceFirst("Paginator$", "");
        return Optional.of(client.group(1) + ":" + call.substring(0, 1).toUpperCase(Locale.ROOT) + call.substring(1));
    }
}

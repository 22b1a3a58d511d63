package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What to do first about a resource, in our own words, and AWS's page about it: those that <a
 * href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_remediate.html">Remediating findings</a> lists.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of
enum Remedy {
    INSTANCE(
            "compromised-ec2.html",
            "Isolate the instance with a security group that lets nothing in or out; don't stop it, its memory is evidence.",
            "Take snapshots of its volumes before anything is changed.",
            "Revoke the sessions of its instance role: its credentials may be stolen."),
    TARGETED_INSTANCE(
            "compromised-ec2.html",
            "Let only known addresses reach the port: change the security group.",
            "Look into the instance's log for a login that succeeded.",
            "If one did: isolate the instance, and don't stop it, its memory is evidence."),
    IDENTITY(
            "compromised-creds.html",
            "Ask whoever owns the identity whether this was them.",
            "If it was not: deactivate the access key, or revoke the role's sessions.",
            "Search CloudTrail for what the identity did since it was first seen: new users, keys, roles, resources."),
    BUCKET(
            "compromised-s3.html",
            "Check who can reach the bucket: its policy, its access list, Block Public Access.",
            "Search CloudTrail's data events for what was read, changed or deleted, and by whom.",
            "If it was not meant: revoke the caller's credentials."),
    S3_OBJECT(
            "compromised-s3object-malware-protection-gdu.html",
            "Keep the object from being read: deny access by its scan tag, or move it to quarantine.",
            "Find out who put it there, and whether anything read it already.",
            "Delete it once it is no longer needed as evidence."),
    MALWARE_PLAN(
            "malware-protection-s3-bucket-status-gdu.html",
            "Look at the protection plan's status in the GuardDuty console: it names what is missing.",
            "Give the plan's role the permissions that it lacks, or create it anew.",
            "Scan on demand what was put into the bucket meanwhile."),
    KUBERNETES(
            "guardduty-remediate-kubernetes.html",
            "Find out whether the Kubernetes user meant this; if not, revoke its access to the cluster.",
            "Isolate the pod by a network policy and cordon its node before anything is deleted.",
            "Rotate the secrets and the service account's tokens that the workload could read."),
    ECS(
            "compromised-ecs.html",
            "Isolate the task: a security group that lets nothing in or out, for its service or its host.",
            "Keep its image and logs; find out whether the image is to blame.",
            "Revoke the task role's sessions and rotate the secrets that the task was given."),
    CONTAINER(
            "remediate-compromised-standalone-container.html",
            "Isolate the container's host, or pause the container, before it is stopped: its memory is evidence.",
            "Find the image and everything else that runs it.",
            "Rotate the credentials that the container could read."),
    LAMBDA(
            "remediate-lambda-protection-finding-types.html",
            "Stop the function: set its reserved concurrency to zero.",
            "Compare its code, layers and environment with what you deployed.",
            "Revoke its role's sessions and rotate the secrets that it could read."),
    DATABASE(
            "guardduty-remediate-compromised-database-rds.html",
            "Let only known addresses reach the database; it should not be public.",
            "Change the database user's password, and look into the audit log for what it did.",
            "Rotate the credentials of the applications that log in as this user."),
    SNAPSHOT(
            "compromised-snapshot.html",
            "Don't restore the snapshot, and stop sharing it.",
            "Find the volumes and instances that it was taken from or restored to, and scan them.",
            "Delete it once a clean one is at hand."),
    AMI(
            "compromised-ami.html",
            "Don't launch the image, and stop sharing it.",
            "Find the instances that were launched from it, and scan them.",
            "Deregister it once a clean one is at hand."),
    RECOVERY_POINT(
            "compromised-ec2-recoverypoint.html",
            "Don't restore the recovery point.",
            "Scan the resource that it is a backup of: the malware may still be there.",
            "Find the newest recovery point without malware and keep that one."),
    AI(
            "compromised-creds.html",
            "Ask whoever owns the identity whether this was them; if not, revoke its credentials.",
            "Look into the model invocation log for what was asked and answered.",
            "Limit which identities may invoke which models."),
    COVERAGE(
            "runtime-monitoring-assessing-coverage.html",
            "Look at the issue in GuardDuty's runtime coverage: it names what is missing.",
            "Check that the agent runs, has the permissions it needs, and reaches its VPC endpoint."),
    ANY(
            "guardduty_remediate.html",
            "Open the finding and find out whether the activity was meant.",
            "If it was not: isolate what is affected and revoke the credentials that were used.",
            "Search CloudTrail for what else the same identity or address did.");

    private final String page;
    private final List<String> steps;

    Remedy(String page, String... steps) {
        this.page = page;
        this.steps = List.of(steps);
    }

    /** What fits the finding: what is affected, how it is affected, or at least what the type speaks of. */
    static Remedy of(Finding finding, Optional<Affected> affected) {
        if (UserGuide.isAboutAi(finding.type())) {
            return AI;
        }
        Remedy byName = affected.map(Affected::kind).map(ResourceKind::remedy).orElse(ANY);
        Remedy remedy = byName == ANY ? ofType(finding.type().resource()) : byName;
        return remedy == INSTANCE && isOnlyTarget(finding) ? TARGETED_INSTANCE : remedy;
    }

    private static Remedy ofType(String typeResource) {
        for (ResourceKind kind : ResourceKind.ALL) {
            if (kind.isOfType(typeResource)) {
                return kind.remedy();
            }
        }
        return typeResource.equals("Runtime") ? INSTANCE : ANY;
    }

    /** Someone tries to get in, which says nothing of whether they did. */
    private static boolean isOnlyTarget(Finding finding) {
        String family = finding.type().family();
        boolean isAttempt = family.startsWith("PortProbe") || family.endsWith("BruteForce");
        return isAttempt && !finding.text("/service/resourceRole").orElse("").equals("ACTOR");
    }

    /** The page's name in GuardDuty's user guide. */
    String page() {
        return page;
    }

    List<String> steps() {
        return steps;
    }
}

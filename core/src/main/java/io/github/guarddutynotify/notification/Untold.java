package io.github.guarddutynotify.notification;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is not worth telling, with all that is below it: numbers for machines, what the console shows better, and what is
 * told in another form. {@code Finding.text} reaches it all.
 */
final class Untold {
    static final List<Path> PATHS = Stream.of(
                    // told by title, summary and the facts that every finding has
                    "type",
                    "severity",
                    "title",
                    "description",
                    "id",
                    "accountId",
                    "region",
                    "service.archived",
                    "service.count",
                    "service.additionalInfo.sample",
                    // told as the time of the update
                    "eventTime",
                    "lastUpdatedAt",
                    // of the schema and of GuardDuty itself
                    "schemaVersion",
                    "findingTypeVersion",
                    "partition",
                    "arn",
                    "resourceAccountId",
                    "service.detectorId",
                    "service.serviceName",
                    "service.additionalInfo.type",
                    // the same as the members beside it, as one text
                    "service.additionalInfo.value",
                    // the city says it
                    "service.action.*.remoteIpDetails.geoLocation",
                    "service.action.portProbeAction.portProbeDetails.remoteIpDetails.geoLocation",
                    "service.detection.sequence.endpoints.location.lat",
                    "service.detection.sequence.endpoints.location.lon",
                    // keys by which GuardDuty ties processes together
                    "service.runtimeDetails.process.uuid",
                    "service.runtimeDetails.process.parentUuid",
                    "service.runtimeDetails.process.lineage",
                    "service.runtimeDetails.context.modifyingProcess.uuid",
                    "service.runtimeDetails.context.modifyingProcess.parentUuid",
                    "service.runtimeDetails.context.modifyingProcess.lineage",
                    "service.runtimeDetails.context.targetProcess.uuid",
                    "service.runtimeDetails.context.targetProcess.parentUuid",
                    "service.runtimeDetails.context.targetProcess.lineage",
                    "service.detection.sequence.uid",
                    // Security Hub's own account of the finding
                    "securityHub",
                    "ocsf")
            .map(Path::of)
            .toList();

    private Untold() {}
}

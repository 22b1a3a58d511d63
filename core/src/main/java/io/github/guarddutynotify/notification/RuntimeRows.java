package io.github.guarddutynotify.notification;

import static io.github.guarddutynotify.notification.FactRow.code;
import static io.github.guarddutynotify.notification.FactRow.text;
import static io.github.guarddutynotify.notification.FactRow.time;
import static io.github.guarddutynotify.notification.FactRow.told;
import static io.github.guarddutynotify.notification.Topic.EVIDENCE;

import io.github.guarddutynotify.notification.FactTable.Block;
import java.util.List;

/** What is told of what ran: {@code service.runtimeDetails}. */
final class RuntimeRows {
    private static final String CONTEXT = "service.runtimeDetails.context";

    static final List<Block> BLOCKS = List.of(
            process("service.runtimeDetails.process", "Process"),
            Block.of(
                    CONTEXT,
                    code(EVIDENCE, "Command line", "commandLineExample"),
                    text(EVIDENCE, "Tool", "toolName", "toolCategory"),
                    code(EVIDENCE, "Script", "scriptPath"),
                    code(EVIDENCE, "File", "filePath", "{~fileOperation}"),
                    code(EVIDENCE, "Other files", "relatedFilePaths"),
                    code(EVIDENCE, "Suspicious file", "threatFilePath"),
                    code(EVIDENCE, "Library loaded", "libraryPath"),
                    code(EVIDENCE, "LD_PRELOAD", "ldPreloadValue"),
                    code(EVIDENCE, "Socket", "socketPath"),
                    code(EVIDENCE, "runc binary", "runcBinaryPath"),
                    code(EVIDENCE, "Release agent", "releaseAgentPath"),
                    code(EVIDENCE, "Mount", "mountSource", "at {mountTarget}", "fileSystemType", "flags {flags}"),
                    code(EVIDENCE, "Kernel module", "moduleName", "moduleFilePath", "moduleSha256"),
                    code(EVIDENCE, "Shell history", "shellHistoryFilePath"),
                    text(EVIDENCE, "Service disabled", "serviceName"),
                    text(EVIDENCE, "Socket family", "addressFamily", "protocol {ianaProtocolNumber}"),
                    text(EVIDENCE, "Memory regions", "memoryRegions"),
                    time(EVIDENCE, "Modified", "modifiedAt")),
            process(CONTEXT + ".modifyingProcess", "Modifying process"),
            process(CONTEXT + ".targetProcess", "Target process"));

    private RuntimeRows() {}

    private static Block process(String path, String label) {
        return Block.of(
                path,
                code(EVIDENCE, label, "executablePath", "name", "pid {pid}", "pid {namespacePid} in its namespace"),
                text(EVIDENCE, label + " run by", "user", "uid {userId}", "effective uid {euid}"),
                told(EVIDENCE, process -> Lineage.facts(process, label), "lineage.name", "lineage.ancestorName"),
                code(EVIDENCE, label + " ancestors", "executablePath", "pid {pid}", "uid {userId}")
                        .in("lineage"),
                code(EVIDENCE, label + " hash", "executableSha256"),
                code(EVIDENCE, label + " directory", "pwd"),
                time(EVIDENCE, label + " started", "startTime"));
    }
}

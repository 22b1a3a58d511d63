package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.EventKind;
import io.github.guarddutynotify.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The two to four things to do first: one by what the finding is about, the others by what is affected. They are our own
 * words and hold nothing of the finding.
 */
final class NextSteps {
    private static final int MAX_STEPS = 4;

    private static final Map<String, String> BY_PURPOSE = Map.ofEntries(
            Map.entry(
                    "AttackSequence",
                    "Treat this as an incident under way: the signals together mean more than each alone. Follow the timeline."),
            Map.entry(
                    "Backdoor",
                    "Block the remote address or domain at the firewall, and look for others that talk to it."),
            Map.entry(
                    "CryptoCurrency",
                    "Find the miner; its owner may have more than this, and you pay for it by the hour."),
            Map.entry("DefenseEvasion", "Find out what was to be hidden: look at what happened right after."),
            Map.entry("DefenseImpairment", "Turn on again what was turned off, then look at what happened meanwhile."),
            Map.entry("Exfiltration", "Find out what was taken, and whether it must be reported."),
            Map.entry(
                    "PenTest", "Ask whether a penetration test is under way; if not, treat the caller as an attacker."),
            Map.entry("Policy", "Find out who changed this and why; undo it if it was not meant."),
            Map.entry("PrivilegeEscalation", "Take the new rights away until someone answers for them."),
            Map.entry("Persistence", "Remove the way back in: new users, keys, roles, functions or tasks."),
            Map.entry("Stealth", "Turn on again what was turned off, then look at what happened meanwhile."),
            Map.entry(
                    "Trojan",
                    "Block the remote address or domain at the firewall, and look for others that talk to it."));

    private static final String ROOT =
            "Nobody should use the root user: ask who did, change its password, delete its access keys, check its MFA.";

    private NextSteps() {}

    static List<Fact> facts(Finding finding, Remedy remedy) {
        List<String> steps = new ArrayList<>();
        if (finding.text("/resource/accessKeyDetails/userType").orElse("").equals("Root")) {
            steps.add(ROOT);
        }
        String byPurpose = BY_PURPOSE.get(finding.type().purpose());
        if (byPurpose != null) {
            steps.add(byPurpose);
        }
        steps.addAll(remedy.steps());
        List<Fact> facts = new ArrayList<>();
        for (String step : steps.subList(0, Math.min(MAX_STEPS, steps.size()))) {
            facts.add(new Fact(String.valueOf(facts.size() + 1), new Fact.Own(step)));
        }
        return isGoodNews(finding) ? List.of() : facts;
    }

    /** Then there is nothing to do. */
    private static boolean isGoodNews(Finding finding) {
        EventKind kind = finding.eventKind();
        boolean isClean = kind == EventKind.OBJECT_SCAN_RESULT
                && finding.type().mechanism().equals("NoThreatsFound");
        return isClean || kind == EventKind.RUNTIME_PROTECTION_HEALTHY || kind == EventKind.RESOURCE_STATUS_ACTIVE;
    }
}

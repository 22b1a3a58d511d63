package io.github.guarddutynotify.examples.metrics;

import io.github.guarddutynotify.finding.Finding;
import java.util.regex.Pattern;

/** What of a finding may stand in a log and name a metric: what has GuardDuty's own form, and nothing that could be text. */
final class Plain {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final String OTHER = "other";

    private Plain() {}

    static String id(Finding finding) {
        return ID.matcher(finding.id()).matches() ? finding.id() : OTHER;
    }

    static String type(Finding finding) {
        return finding.type().isWellFormed() ? finding.type().text() : OTHER;
    }

    static String account(Finding finding) {
        return finding.accountId()
                .filter(account -> ACCOUNT.matcher(account).matches())
                .orElse(OTHER);
    }
}

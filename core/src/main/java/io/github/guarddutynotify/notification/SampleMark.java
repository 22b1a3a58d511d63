package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;

/** What begins the title of one of GuardDuty's sample findings, so that nobody runs for it. */
public final class SampleMark {
    /** GuardDuty begins the titles of most samples so itself. */
    private static final String MARK = "[SAMPLE]";

    private SampleMark() {}

    /**
     * A finding's title behind words of the caller's; both behind the mark, once, if the finding is a sample or its title
     * says so.
     *
     * @param finding the finding
     * @param words such as {@code "Command and control: "}; none if empty
     * @return such as {@code [SAMPLE] Command and control: …}; the title's part is foreign text
     */
    public static String title(Finding finding, String words) {
        String title = finding.title();
        boolean isMarked = title.startsWith(MARK);
        String plain = isMarked ? title.substring(MARK.length()).strip() : title;
        return (isMarked || finding.isSample() ? MARK + " " : "") + words + plain;
    }
}

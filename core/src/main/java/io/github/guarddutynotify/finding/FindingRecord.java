package io.github.guarddutynotify.finding;

/** What became of one record of a document or stream: a finding, or the reason why it is none. */
public sealed interface FindingRecord {
    /**
     * Where the record stands.
     *
     * @return such as {@code line 17}, {@code Records[2].body} or {@code Records[2].body.detail.type}; empty for a whole
     *     document
     */
    String place();

    /**
     * A record that is a finding.
     *
     * @param place where it stands
     * @param finding the finding
     */
    record Found(String place, Finding finding) implements FindingRecord {}

    /**
     * A record that is none.
     *
     * @param place what is at fault
     * @param reason what it is or what was expected there, never quoting more of the document than names of event kinds
     */
    record Unreadable(String place, String reason) implements FindingRecord {
        /** Place and reason in one line. */
        @Override
        public String toString() {
            return place.isEmpty() ? reason : place + ": " + reason;
        }
    }
}

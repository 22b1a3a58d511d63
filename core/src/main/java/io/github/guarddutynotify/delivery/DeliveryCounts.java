package io.github.guarddutynotify.delivery;

/**
 * What became of the records of a stream or batch.
 *
 * @param complete the records whose finding is where it belongs, those that no route wants included
 * @param incomplete the records whose finding is still owed to a destination
 * @param unreadable the records that are no finding
 */
public record DeliveryCounts(long complete, long incomplete, long unreadable) {
    /**
     * The counts of a stream without records.
     *
     * @return zeros
     */
    public static DeliveryCounts none() {
        return new DeliveryCounts(0, 0, 0);
    }

    /**
     * These counts with one record more.
     *
     * @param report the record's report
     * @return the new counts
     */
    public DeliveryCounts with(DeliveryReport report) {
        if (report.unreadable().isPresent()) {
            return new DeliveryCounts(complete, incomplete, unreadable + 1);
        }
        return report.isComplete()
                ? new DeliveryCounts(complete + 1, incomplete, unreadable)
                : new DeliveryCounts(complete, incomplete + 1, unreadable);
    }

    /**
     * How many records there were.
     *
     * @return all of them
     */
    public long records() {
        return complete + incomplete + unreadable;
    }

    /**
     * Whether nothing is left to do. A handler whose counts are not complete must fail, or tell which records failed.
     *
     * @return false if a record is incomplete or unreadable
     */
    public boolean isComplete() {
        return incomplete == 0 && unreadable == 0;
    }
}

package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.finding.FindingRecord.Unreadable;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.util.List;

/**
 * One message of a queue, as Lambda hands it over.
 *
 * @param id what the answer calls it if it failed
 * @param records what is in it, each on its own; never empty, so that a message without any is seen to have failed
 * @param group which messages are told of one after the other, none overtaking another: those of a FIFO queue's group; else
 *     the message alone
 */
record QueueMessage(String id, List<FindingRecord> records, String group) {
    private static final String SOURCE = "aws:sqs";

    /**
     * How the name of a FIFO queue ends. That a message has a group does not tell: on a standard queue it is for fairness.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html">fair
     *     queues</a>
     */
    private static final String FIFO = ".fifo";

    /**
     * The messages of an invocation, in order.
     *
     * @throws IllegalArgumentException if they are not a queue's: then none could be named in the answer, so the invocation
     *     must fail
     */
    static List<QueueMessage> ofEvent(byte[] event) {
        try {
            JsonValue records = JsonValue.parse(event).member("Records");
            if (records.isArray()) {
                return records.elements().stream().map(QueueMessage::of).toList();
            }
            throw noQueue("it has no Records");
        } catch (JsonSyntaxException malformed) {
            throw noQueue(malformed.getMessage());
        }
    }

    private static QueueMessage of(JsonValue record) {
        String id = record.member("messageId").text().orElse("");
        if (id.isEmpty() || !record.member("eventSource").text().orElse("").equals(SOURCE)) {
            throw noQueue("one of its Records has no messageId, or another eventSource than " + SOURCE);
        }
        List<FindingRecord> records = records(record.member("body").text().orElse(""));
        boolean isFifo = record.member("eventSourceARN").text().orElse("").endsWith(FIFO);
        String group = isFifo ? record.at("/attributes/MessageGroupId").text().orElse("") : id;
        return new QueueMessage(id, records, group);
    }

    private static List<FindingRecord> records(String body) {
        List<FindingRecord> records = FindingReader.readAll(body);
        return records.isEmpty() ? List.of(new Unreadable("", "the message holds nothing")) : records;
    }

    private static IllegalArgumentException noQueue(String fault) {
        return new IllegalArgumentException("this is not the event of an SQS queue: " + fault
                + "; for a function that EventBridge or SNS invokes, GuardDutyHandler is the handler");
    }
}

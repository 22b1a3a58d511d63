package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.testkit.Findings;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * How many bytes a warm finding takes, beside Jackson's tree of the same document: a count that no busy machine changes
 * much. Who takes fewer lowers the number.
 */
class AllocationTest {
    /** Times {@code ObjectMapper.readTree}. */
    private static final double MOST = 5;

    private static final String SAMPLE = "unauthorizedaccess-iamuser-toripcaller";

    private static final int WARM_UP = 500;
    private static final int ROUNDS = 500;

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long bytes(Callable<?> work) throws Exception {
        Object last = null;
        for (int i = 0; i < WARM_UP; i++) {
            last = work.call();
        }
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            last = work.call();
        }
        long after = thread.getCurrentThreadAllocatedBytes();
        assertThat(last).isNotNull();
        return (after - before) / ROUNDS;
    }

    @Test
    void readingAndComposingTakesNoMoreMemoryThanItDid() throws Exception {
        byte[] event = Findings.sample(SAMPLE).original();
        ObjectMapper mapper = new ObjectMapper();
        NotificationComposer composer = new NotificationComposer();

        long tree = bytes(() -> mapper.readTree(event));
        long read = bytes(() -> FindingReader.read(event));
        long told = bytes(() -> composer.apply(FindingReader.read(event)));

        assertThat((double) told / tree)
                .as("bytes: tree %d, read %d, read and composed %d", tree, read, told)
                .isLessThanOrEqualTo(MOST);
    }
}

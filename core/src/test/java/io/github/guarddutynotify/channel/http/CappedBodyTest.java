package io.github.guarddutynotify.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CappedBodyTest {
    private final CappedBody body = new CappedBody();
    private boolean cancelled;

    @BeforeEach
    void subscribe() {
        body.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
    }

    @Test
    void joinsTheBuffersAndReadsThemAsUtf8() {
        byte[] bytes = "a€b".getBytes(StandardCharsets.UTF_8);

        body.onNext(List.of(ByteBuffer.wrap(bytes, 0, 2), ByteBuffer.wrap(bytes, 2, 1)));
        body.onNext(List.of(ByteBuffer.wrap(bytes, 3, 2)));
        body.onComplete();

        assertThat(read()).isCompletedWithValue("a€b");
        assertThat(cancelled).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "1, true"})
    void letsGoOfTheRestAtTheLimit(int over, boolean ends) {
        int length = CappedBody.MAX_BYTES + over;

        body.onNext(List.of(ByteBuffer.allocate(length)));

        assertThat(cancelled).isEqualTo(ends);
        assertThat(read().isDone()).isEqualTo(ends);
        body.onComplete();
        assertThat(read().join()).hasSize(Math.min(length, CappedBody.MAX_BYTES));
    }

    @Test
    void ignoresWhatStillComesAfterTheLimit() {
        body.onNext(List.of(ByteBuffer.allocate(CappedBody.MAX_BYTES)));
        body.onNext(List.of(ByteBuffer.allocate(10)));

        assertThat(read().join()).hasSize(CappedBody.MAX_BYTES);
    }

    @Test
    void failsWhenTheConnectionBreaks() {
        body.onNext(List.of(ByteBuffer.allocate(3)));
        body.onError(new IOException("broken"));

        assertThat(read()).isCompletedExceptionally();
    }

    private CompletableFuture<String> read() {
        return body.getBody().toCompletableFuture();
    }
}

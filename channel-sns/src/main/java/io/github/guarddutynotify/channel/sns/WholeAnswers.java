package io.github.guarddutynotify.channel.sns;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Tells an answer that broke off from one that is none of AWS's: the JDK hands the beginning of an answer on as if it were
 * the whole.
 */
final class WholeAnswers implements ExecutionInterceptor {
    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        long length = context.httpResponse()
                .firstMatchingHeader("Content-Length")
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
        return context.responseBody().map(body -> new Counted(body, length));
    }

    /** Fails where the end comes before what the head promised. */
    private static final class Counted extends FilterInputStream {
        private long missing;

        Counted(InputStream in, long length) {
            super(in);
            this.missing = length;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? -1 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            if (read < 0 && missing > 0) {
                throw new IOException("the answer broke off");
            }
            missing -= Math.max(read, 0);
        }
    }
}

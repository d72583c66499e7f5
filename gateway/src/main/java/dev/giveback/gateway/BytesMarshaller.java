package dev.giveback.gateway;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Leaves a message as the bytes that it came as. */
enum BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] message) {
        return new MessageStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            // To read "all" takes a buffer of 16 KiB a message; gRPC's own streams tell their length.
            return stream instanceof KnownLength ? stream.readNBytes(stream.available()) : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells its length and writes itself, so that gRPC frames it without a buffer in between. */
    private static final class MessageStream extends ByteArrayInputStream implements KnownLength, Drainable {
        MessageStream(byte[] message) {
            super(message);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = available();
            // Not transferTo, which copies for a target that it does not know.
            target.write(buf, pos, length);
            pos = count;
            return length;
        }
    }
}

package dev.giveback.gateway;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells its length, so that gRPC frames it without a copy and protobuf parses it from one buffer. */
    private static final class MessageStream extends ByteArrayInputStream implements KnownLength {
        MessageStream(byte[] message) {
            super(message);
        }
    }
}

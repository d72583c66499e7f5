package dev.giveback.platform.grpc;

import dev.giveback.platform.v1.EchoRequest;
import dev.giveback.platform.v1.EchoResponse;
import dev.giveback.platform.v1.EchoServiceGrpc;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;

/** Answers probes of a path: what comes goes back at once. Every service serves it. */
public final class EchoHandler extends EchoServiceGrpc.EchoServiceImplBase {
    private final RequestValidator validator =
            RequestValidator.forServices("platform.giveback.dev", EchoServiceGrpc.getServiceDescriptor());

    private EchoHandler() {}

    /** The service, to be given to {@link GrpcServer#start}. */
    public static ServerServiceDefinition service() {
        return new EchoHandler().bindService();
    }

    @Override
    public void echo(EchoRequest request, StreamObserver<EchoResponse> answer) {
        validator.validate(request);
        answer.onNext(EchoResponse.newBuilder().setPayload(request.getPayload()).build());
        answer.onCompleted();
    }
}

package dev.giveback.gateway.http;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Calls of gRPC-Web, handed to this gateway's own services. A browser sends one request and reads one answer or many; the next answer is asked for when the one
 * before has been taken.
 */
final class WebForwarding implements ServerCallHandler<Message, Message> {
    private final Channel gateway;
    private final ApiLimits limits;

    /**
     * Hands calls over.
     *
     * @param gateway a channel to this gateway's own services
     * @param limits sizes and times
     */
    WebForwarding(Channel gateway, ApiLimits limits) {
        this.gateway = gateway;
        this.limits = limits;
    }

    /** The service with those of its methods that gRPC-Web has: those to which one message is sent. */
    ServerServiceDefinition of(ServiceDescriptor service) {
        var methods = service.getMethods().stream()
                .filter(method -> method.getType().clientSendsOneMessage())
                .map(ApiMethod::typed)
                .toList();
        ServiceDescriptor.Builder descriptor =
                ServiceDescriptor.newBuilder(service.getName()).setSchemaDescriptor(service.getSchemaDescriptor());
        methods.forEach(descriptor::addMethod);
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(method -> definition.addMethod(method, this));
        return definition.build();
    }

    @Override
    public ServerCall.Listener<Message> startCall(ServerCall<Message, Message> browser, Metadata ignored) {
        ServiceRequestContext context = ServiceRequestContext.current();
        RequestHeaders request = context.request().headers();
        try {
            ClientCall<Message, Message> call =
                    gateway.newCall(browser.getMethodDescriptor(), options(browser, request));
            Forwarded forwarded = new Forwarded(browser, call);
            call.start(forwarded, Caller.metadata(context, request));
            browser.request(2);
            call.request(1);
            return forwarded.fromBrowser();
        } catch (StatusRuntimeException refused) {
            Metadata trailers = refused.getTrailers();
            browser.close(refused.getStatus(), trailers == null ? new Metadata() : trailers);
            return new ServerCall.Listener<>() {};
        }
    }

    private CallOptions options(ServerCall<Message, Message> browser, RequestHeaders request) {
        return browser.getMethodDescriptor().getType().serverSendsOneMessage()
                ? CallOptions.DEFAULT.withDeadlineAfter(
                        Timeout.of(request, limits.usualTimeout(), limits.longestTimeout())
                                .toNanos(),
                        TimeUnit.NANOSECONDS)
                : CallOptions.DEFAULT;
    }

    /** One call under way. */
    private static final class Forwarded extends ClientCall.Listener<Message> {
        private final ServerCall<Message, Message> browser;
        private final ClientCall<Message, Message> call;
        private final AtomicBoolean waiting = new AtomicBoolean();

        Forwarded(ServerCall<Message, Message> browser, ClientCall<Message, Message> call) {
            this.browser = browser;
            this.call = call;
        }

        @Override
        public void onHeaders(Metadata headers) {
            browser.sendHeaders(headers);
        }

        @Override
        public void onMessage(Message message) {
            browser.sendMessage(message);
            waiting.set(true);
            askIfReady();
        }

        @Override
        public void onClose(Status status, @Nullable Metadata trailers) {
            if (!browser.isCancelled()) {
                browser.close(status, trailers == null ? new Metadata() : trailers);
            }
        }

        private void askIfReady() {
            if (browser.isReady() && waiting.compareAndSet(true, false)) {
                call.request(1);
            }
        }

        private ServerCall.Listener<Message> fromBrowser() {
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(Message message) {
                    call.sendMessage(message);
                }

                @Override
                public void onHalfClose() {
                    call.halfClose();
                }

                @Override
                public void onReady() {
                    askIfReady();
                }

                @Override
                public void onCancel() {
                    call.cancel("the caller has gone", null);
                }
            };
        }
    }
}

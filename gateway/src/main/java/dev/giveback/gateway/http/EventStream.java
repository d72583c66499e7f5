package dev.giveback.gateway.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call with a stream of answers, as server-sent events: each message is one event with its JSON, and its {@code resume_token}, if it has one, as id. It ends with an
 * event {@code end}, or {@code error} with the body of an error. The next message is asked for when the one before has been written, so that a slow reader slows the
 * service down; a reader that goes ends the call; and a comment goes out in silence, so that both ends notice when the other is gone.
 *
 * <p>What is refused before anything came is answered with its status of HTTP, as any other call is. All of it happens on the request's own event loop.
 */
final class EventStream extends ClientCall.Listener<Message> {
    /** Of request and answer: where a stream goes on. */
    static final String RESUME_TOKEN = "resume_token";

    /** How long a refusal is waited for before the stream begins. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    private final ServiceRequestContext context;
    private final ClientCall<Message, Message> call;
    private final Duration heartbeat;
    private @Nullable HttpResponseWriter writer;
    private boolean writing;
    private boolean ended;

    private EventStream(ServiceRequestContext context, ClientCall<Message, Message> call, Duration heartbeat) {
        this.context = context;
        this.call = call;
        this.heartbeat = heartbeat;
    }

    /** Makes the call; the response begins with the first answer, a refusal, or after half a second. */
    static HttpResponse start(
            ServiceRequestContext context,
            ClientCall<Message, Message> call,
            Metadata headers,
            Message request,
            Duration heartbeat) {
        EventStream stream = new EventStream(context, call, heartbeat);
        context.clearRequestTimeout();
        call.start(stream, headers);
        call.sendMessage(request);
        call.halfClose();
        call.request(1);
        var unused = context.eventLoop().schedule(stream::begin, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return HttpResponse.of(stream.response);
    }

    @Override
    public void onMessage(Message message) {
        context.eventLoop().execute(() -> {
            FieldDescriptor token = message.getDescriptorForType().findFieldByName(RESUME_TOKEN);
            boolean hasId = token != null && !message.getField(token).equals("");
            String id = hasId ? "id: " + message.getField(token) + "\n" : "";
            write(id + "data: " + Json.print(message) + "\n\n", () -> call.request(1));
        });
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        context.eventLoop().execute(() -> {
            ended = true;
            if (status.isOk()) {
                end("event: end\ndata: {}\n\n");
            } else if (writer == null) {
                response.complete(ApiErrors.response(ApiErrors.status(status, trailers)));
            } else {
                end("event: error\ndata: " + ApiErrors.body(ApiErrors.status(status, trailers)) + "\n\n");
            }
        });
    }

    private void end(String event) {
        HttpResponseWriter to = begin();
        // A reader that has gone is told nothing any more.
        if (to.tryWrite(HttpData.ofUtf8(event))) {
            to.close();
        }
    }

    private HttpResponseWriter begin() {
        HttpResponseWriter there = writer;
        if (there != null || response.isDone()) {
            return there == null ? HttpResponse.streaming() : there;
        }
        HttpResponseWriter begun = HttpResponse.streaming();
        writer = begun;
        begun.write(ResponseHeaders.builder(200)
                .contentType(MediaType.EVENT_STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                // Proxies that would collect the events first are asked not to.
                .set("x-accel-buffering", "no")
                .build());
        var unused = begun.whenComplete().whenComplete((done, gone) -> {
            if (!ended) {
                call.cancel("the reader has gone", gone);
            }
        });
        response.complete(begun);
        beatLater();
        return begun;
    }

    private void beatLater() {
        var unused = context.eventLoop().schedule(this::beat, heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** While something is on its way no beat is needed; the reader is slow, and must not have beats pile up. */
    private void beat() {
        HttpResponseWriter to = writer;
        if (ended || to == null || !to.isOpen()) {
            return;
        }
        if (!writing) {
            write(": still there\n\n", () -> {});
        }
        beatLater();
    }

    private void write(String text, Runnable whenWritten) {
        HttpResponseWriter to = begin();
        writing = true;
        if (to.tryWrite(HttpData.ofUtf8(text))) {
            var unused = to.whenConsumed().thenRun(() -> {
                writing = false;
                whenWritten.run();
            });
        }
    }
}

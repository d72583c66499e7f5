package dev.giveback.gateway.http;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call with one answer. */
final class UnaryExchange extends ClientCall.Listener<Message> {
    private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    private @Nullable Message answer;

    private UnaryExchange() {}

    /** Makes the call; the response comes when the answer does. */
    static HttpResponse start(ClientCall<Message, Message> call, Metadata headers, Message request) {
        UnaryExchange exchange = new UnaryExchange();
        call.start(exchange, headers);
        call.sendMessage(request);
        call.halfClose();
        call.request(2);
        return HttpResponse.of(exchange.response);
    }

    @Override
    public void onMessage(Message message) {
        answer = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (status.isOk() && answer != null) {
            response.complete(HttpResponse.of(ApiErrors.headers(200).build(), HttpData.ofUtf8(Json.print(answer))));
        } else if (status.isOk()) {
            response.complete(ApiErrors.response(ApiErrors.status(new IllegalStateException("no answer came"))));
        } else {
            response.complete(ApiErrors.response(ApiErrors.status(status, trailers)));
        }
    }
}

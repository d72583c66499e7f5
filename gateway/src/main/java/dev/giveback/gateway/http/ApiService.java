package dev.giveback.gateway.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.giveback.gateway.http.ApiRoutes.Target;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** JSON at the paths of {@code google.api.http}; a stream of answers as server-sent events. */
final class ApiService implements HttpService {
    private static final String LAST_EVENT_ID = "last-event-id";

    private final ApiRoutes routes;
    private final Channel gateway;
    private final ApiLimits limits;

    /**
     * Serves these methods.
     *
     * @param routes where the methods are
     * @param gateway a channel to this gateway's own services
     * @param limits sizes and times
     */
    ApiService(ApiRoutes routes, Channel gateway, ApiLimits limits) {
        this.routes = routes;
        this.gateway = gateway;
        this.limits = limits;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        String target = request.path();
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        QueryParams query =
                question < 0 ? QueryParams.of() : QueryParams.fromQueryString(target.substring(question + 1));
        return HttpResponse.of(request.aggregate().handle((whole, unread) -> {
            try {
                return unread == null ? answer(context, whole, path, query) : unreadable(unread);
            } catch (RuntimeException refused) {
                return ApiErrors.response(ApiErrors.status(refused));
            }
        }));
    }

    private HttpResponse answer(
            ServiceRequestContext context, AggregatedHttpRequest request, String path, QueryParams query) {
        return switch (routes.find(request.method().name(), path)) {
            case Target.Found found -> call(context, request, found, query);
            case Target.OtherVerb other -> otherVerb(other);
            case Target.Nothing nothing ->
                ApiErrors.response(ApiErrors.status(
                        Code.NOT_FOUND, "NO_SUCH_PATH", "there is no method at this path; /openapi.json lists them"));
        };
    }

    private HttpResponse call(
            ServiceRequestContext context, AggregatedHttpRequest request, Target.Found found, QueryParams query) {
        ApiMethod method = found.method();
        if (!request.content().isEmpty() && !isJson(request.contentType())) {
            return ApiErrors.response(
                    415,
                    ApiErrors.status(
                            Code.INVALID_ARGUMENT,
                            "NOT_JSON",
                            "the body is not told to be JSON (expected: Content-Type: application/json)"));
        }
        Metadata headers = Caller.metadata(context, request.headers());
        Message message = RequestReader.read(
                method, found.fields(), query, request.content().array());
        if (method.isStream()) {
            return EventStream.start(
                    context,
                    gateway.newCall(method.call(), CallOptions.DEFAULT),
                    headers,
                    resumed(message, request.headers()),
                    limits.heartbeat());
        }
        Duration timeout = Timeout.of(request.headers(), limits.usualTimeout(), limits.longestTimeout());
        // The answer that the time is over comes from the call; Armeria's own end of a request stands behind it.
        context.setRequestTimeout(timeout.plusSeconds(5));
        ClientCall<Message, Message> call = gateway.newCall(
                method.call(), CallOptions.DEFAULT.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS));
        var unused = context.whenRequestCancelling().thenAccept(cause -> call.cancel("the caller has gone", cause));
        return UnaryExchange.start(call, headers, message);
    }

    /** A browser that lost the stream says by itself which event it saw last. */
    private static Message resumed(Message message, RequestHeaders headers) {
        String last = headers.get(LAST_EVENT_ID);
        FieldDescriptor token = message.getDescriptorForType().findFieldByName(EventStream.RESUME_TOKEN);
        return last == null || last.isEmpty() || token == null
                ? message
                : message.toBuilder().setField(token, last).build();
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type == null || type.isJson();
    }

    private static HttpResponse otherVerb(Target.OtherVerb other) {
        String allowed = String.join(", ", other.allowed());
        return ApiErrors.response(
                        405,
                        ApiErrors.status(
                                Code.UNIMPLEMENTED,
                                "OTHER_VERB",
                                "this path is for another verb (expected: " + allowed + ")"))
                .mapHeaders(headers ->
                        headers.toBuilder().set(HttpHeaderNames.ALLOW, allowed).build());
    }

    private HttpResponse unreadable(Throwable thrown) {
        Throwable root = Exceptions.peel(thrown);
        if (root instanceof ContentTooLargeException) {
            return ApiErrors.response(
                    413,
                    ApiErrors.status(
                            Code.INVALID_ARGUMENT,
                            "BODY_TOO_LARGE",
                            "the body is too large (expected: at most " + limits.maxBodyBytes() + " bytes)"));
        }
        return ApiErrors.response(ApiErrors.status(Code.CANCELLED, "CALLER_GONE", "the request did not come whole"));
    }
}
